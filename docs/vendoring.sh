#!/bin/sh
# Fetches the styles and fonts in portal/static/vendor again, at the versions below.
# Needs npm, tar and python3. Run it from anywhere; commit what it changes.
set -eu

UTRECHT='skip-link 3.0.1
button 4.0.1
form-field 3.0.1
form-label 3.0.1
form-field-description 3.0.1
form-field-error-message 3.0.1
form-fieldset 3.0.1
textbox 4.0.1
select 3.0.1
radio-button 3.0.1
custom-checkbox 3.0.1
alert 4.0.2'
MA=2.5.0
NOTO=5.3.0

vendor=$(cd "$(dirname "$0")/../portal/static" && pwd)/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # folder, package, version
    mkdir -p "$work/$1"
    (cd "$work/$1" && npm pack --silent "$2@$3" >/dev/null && tar xzf ./*.tgz --strip-components=1)
    echo "fetched $2 $3"
}

echo "$UTRECHT" | while read -r name version; do fetch "utrecht/$name" "@utrecht/$name-css" "$version"; done
fetch ma @nl-design-system-community/ma-design-tokens "$MA"
fetch noto/sans @fontsource/noto-sans "$NOTO"
fetch noto/arabic @fontsource/noto-sans-arabic "$NOTO"

rm -rf "$vendor/utrecht" "$vendor/ma" "$vendor/noto"
mkdir -p "$vendor/utrecht" "$vendor/ma" "$vendor/noto"
cp "$work/utrecht/button/LICENSE.md" "$vendor/utrecht/LICENSE.md"
cp "$work/ma/LICENSE.md" "$vendor/ma/LICENSE.md"
cp "$work/noto/sans/LICENSE" "$vendor/noto/LICENSE"
cp "$work/noto/arabic/LICENSE" "$vendor/noto/LICENSE-arabic"
for weight in 400 700; do
    for script in latin latin-ext cyrillic; do
        cp "$work/noto/sans/files/noto-sans-$script-$weight-normal.woff2" "$vendor/noto/"
    done
    cp "$work/noto/arabic/files/noto-sans-arabic-arabic-$weight-normal.woff2" "$vendor/noto/"
done

WORK=$work VENDOR=$vendor python3 - <<'PYTHON'
import os
import re
from pathlib import Path

work, vendor = Path(os.environ['WORK']), Path(os.environ['VENDOR'])

# Rules for other classes are left out: half of each file restates a state
# as a class, for style guides.
USED = set('''
    utrecht-skip-link utrecht-skip-link--visible-on-focus
    utrecht-button utrecht-button--primary-action utrecht-button--secondary-action utrecht-button--subtle
    utrecht-form-field utrecht-form-field--invalid utrecht-form-field__label
    utrecht-form-label utrecht-form-label--radio utrecht-form-label--checkbox
    utrecht-form-field-description utrecht-form-field-error-message
    utrecht-form-fieldset utrecht-form-fieldset--html-fieldset
    utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend
    utrecht-textbox utrecht-textbox--invalid utrecht-textbox--html-input
    utrecht-select utrecht-select--invalid utrecht-select--html-select
    utrecht-radio-button utrecht-radio-button--invalid utrecht-radio-button--html-input
    utrecht-custom-checkbox utrecht-custom-checkbox--invalid utrecht-custom-checkbox--html-input
    utrecht-alert utrecht-alert--info utrecht-alert--ok utrecht-alert--warning utrecht-alert--error
'''.split())


def find_rules(css):
    """Yield the head and the body of each top-level rule."""
    css = re.sub(r'/\*.*?\*/', '', css, flags=re.S)
    depth = start = head_end = 0
    for position, sign in enumerate(css):
        if sign == '{':
            depth += 1
            head_end = position if depth == 1 else head_end
        elif sign == '}':
            depth -= 1
            if depth == 0:
                yield css[start:head_end].strip(), css[head_end + 1:position]
                start = position + 1


def is_used(selector):
    return set(re.findall(r'\.(utrecht-[\w-]+)', re.sub(r':not\(.*?\)', '', selector))) <= USED


def keep_used(css):
    kept = []
    for head, body in find_rules(css):
        if head.startswith('@'):
            body = keep_used(body)
        else:
            head = ',\n'.join(part.strip() for part in re.split(r',(?![^(]*\))', head) if is_used(part))
            lines = (re.sub(r'\s+', ' ', line).strip() for line in re.split(r';(?![^(]*\))', body))
            # Pictures inside the style sheet would need img-src data: in the security policy.
            body = '\n'.join(f'  {line};' for line in lines if line and 'url("data:' not in line)
        if head and body:
            kept.append(f'{head} {{\n{body}\n}}')
    return '\n'.join(kept)


NOTICE = '/* {}\n   See README.md and the licence beside this file. Made by docs/vendoring.sh. */\n'
components = sorted((work / 'utrecht').iterdir())
utrecht = '\n'.join(keep_used((folder / 'dist/index.css').read_text()) for folder in components)
(vendor / 'utrecht/utrecht.css').write_text(
    NOTICE.format('@license EUPL-1.2. Copyright (c) 2020-2024 Frameless B.V., 2021-2024 Gemeente Utrecht.')
    + utrecht + '\n')

DECLARATION = re.compile(r'^\s*(--[\w-]+):\s*(.+?);', re.M)
light = dict(DECLARATION.findall((work / 'ma/dist/theme.css').read_text()))
dark = dict(DECLARATION.findall((work / 'ma/dist/color-scheme-dark/theme.css').read_text()))
PALETTE = re.compile(r'--basis-color-(default|accent-1|positive|negative|warning|info)-(bg|border|color)-\w+')
needed, open_names = set(), set(re.findall(r'var\(\s*(--(?!_)[\w-]+)', utrecht)) | set(filter(PALETTE.fullmatch, light))
while open_names:
    name = open_names.pop()
    if name in light and name not in needed:
        needed.add(name)
        open_names |= set(re.findall(r'--[\w-]+', light[name] + dark.get(name, '')))


def write_tokens(tokens):
    return '\n'.join(f'  {name}: {value};' for name, value in tokens.items() if name in needed)


(vendor / 'ma/ma.css').write_text(
    NOTICE.format('@license EUPL-1.2. Mooi & Anders design tokens, NL Design System community.')
    + f'.ma-theme {{\n{write_tokens(light)}\n}}\n'
    + f'@media (prefers-color-scheme: dark) {{\n.ma-theme {{\n{write_tokens(dark)}\n}}\n}}\n')

faces = []
for folder in ('sans', 'arabic'):
    for weight in (400, 700):
        css = (work / f'noto/{folder}/{weight}.css').read_text()
        for face in re.findall(r'@font-face \{.*?\}', css, re.S):
            file = re.search(r'files/([\w-]+)\.woff2', face)[1]
            span = re.search(r'unicode-range: (.+?);', face)[1]
            if (vendor / f'noto/{file}.woff2').exists():
                family = re.search(r"font-family: '(.+?)'", face)[1]
                faces.append(
                    f"@font-face {{\n  font-family: '{family}';\n  font-weight: {weight};\n  font-display: swap;\n"
                    f"  src: url('{file}.woff2') format('woff2');\n  unicode-range: {span};\n}}")
(vendor / 'noto/noto.css').write_text(NOTICE.format('@license OFL-1.1. Noto Sans, split per script.')
                                      + '\n'.join(faces) + '\n')
PYTHON

{
    echo '# Utrecht components'
    echo
    echo "$UTRECHT" | while read -r name version; do echo "- @utrecht/$name-css $version"; done
    echo
    echo 'Licence: EUPL-1.2 (LICENSE.md).'
    echo 'Changed: one file; rules for classes the portal does not use are left out; pictures given as data: are left out.'
} > "$vendor/utrecht/README.md"
{
    echo '# Mooi & Anders design tokens'
    echo
    echo "- @nl-design-system-community/ma-design-tokens $MA"
    echo
    echo 'Licence: EUPL-1.2 (LICENSE.md).'
    echo 'Changed: only the tokens that the components use; the dark ones apply when the browser prefers dark.'
} > "$vendor/ma/README.md"
{
    echo '# Noto Sans'
    echo
    echo "- @fontsource/noto-sans $NOTO (latin, latin-ext, cyrillic; 400 and 700)"
    echo "- @fontsource/noto-sans-arabic $NOTO (arabic; 400 and 700)"
    echo
    echo 'Licence: OFL-1.1 (LICENSE, LICENSE-arabic).'
    echo 'Changed: nothing in the fonts; noto.css names the chosen files only. For web pages; letters use whole fonts.'
} > "$vendor/noto/README.md"
echo "written to $vendor"
