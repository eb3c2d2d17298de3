"""Values that try to be something else: markup, templates, styles, addresses, other directions, or just too much."""

MARKUP = (
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<b>fat</b>', '</p></body></html>',
    '</td></tr></table><h1>Other letter</h1>', '</h1><h1>Two</h1>', '<!-- gone', '-->', '<![CDATA[ x ]]>', '<?xml version="1.0"?>',
    '<!doctype html>', '<style>body{display:none}</style>', '</style><style>@import url(https://evil.example/x.css);',
    '<link rel=attachment href=file:///etc/passwd>', '<iframe src=https://evil.example></iframe>', '<base href=https://evil.example/>',
    '<meta http-equiv=refresh content="0;url=https://evil.example">', '<object data=file:///etc/passwd></object>',
    '" onmouseover="alert(1)', "' onmouseover='alert(1)", '" data-element="remedies', '<bdi dir="rtl">x</bdi>', '<section data-element="stop">x',
)
TEMPLATES = (
    '{{ 7*7 }}', '{% for x in range(9) %}x{% endfor %}', '{# gone #}', '{{ place.__class__.__mro__ }}', '{v_number}', '{', '}', '{{', '}}',
    '{send_by!r}', '{0}', '%(v_number)s', '%s%n', '${7*7}', '#{7*7}', '{% include "/etc/passwd" %}',
)
ADDRESSES = (
    'https://evil.example/now', 'www.evil.example', 'javascript:alert(1)', 'data:text/html,<b>x</b>', 'file:///etc/passwd', 'url(https://evil.example)',
    'mailto:a@evil.example',
)
ENTITIES = ('&lt;b&gt;', '&#0;', '&nbsp;', '&amp;amp;')
CHARACTERS = (
    'a\x00b\x07c\x1bd\x85e', 'Jan\r\nBcc: other@evil.example\u2028second\u2029third', 'Jan\u202eevil\u202c\u2066x\u2069\u200f\u061c', 'Jan\ud800',
    'e\u0301 \ufeff\u00ad\ue000\uffff', 'محمد 123 العربي', 'x\ty\x0bz', '\u200d\u200cJan',
)
LONG = ('x' * 10_000, 'Jan ' * 2_500)
PAYLOADS = (*MARKUP, *TEMPLATES, *ADDRESSES, *ENTITIES, *CHARACTERS, *LONG)
NOTHING = ('', ' ', '\x00', '\u202e')
"""What is nothing when it has been cleaned."""
