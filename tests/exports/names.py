"""Names that want to be more than names: none may act, none may break a file."""

LONG = 10_000

NAMES = {
    # Excel, LibreOffice and whoever opens a CSV
    "formula": "=1+1",
    "formula with a link": '=HYPERLINK("http://127.0.0.1:9/?x="&A1,"open")',
    "plus": "+49 30 1234",
    "minus": "-2+3",
    "at": "@SUM(A1:A9)",
    "tab first": "\t=1+1",
    "return first": "\r=1+1",
    "space first": " =1+1",
    "DDE": "=cmd|' /C calc'!A0",
    "DDE with a plus": "+cmd|' /C calc'!A0",
    "formula with arrays": "{=SUM(A1:A3*B1:B3)}",
    "full-width equals": "＝1+1",
    "quote first": "'=1+1",
    "web service": '=WEBSERVICE("http://127.0.0.1:9/")',
    "sheet name": "[Book1]Sheet'1:*?/\\",
    "separators": 'a;b,c\td|e"f',
    "lines": "one\r\ntwo\nthree\rfour",
    "a number": "1.234,5",
    "a date": "2025-03-17",
    "header code": '&A &D &P &"Arial"',
    # pages and XML
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "entity": "&lt;b&gt; &amp; &#x41; &nope;",
    "CDATA": "]]><b>&xxe;<![CDATA[",
    "link": "javascript:alert(1)",
    "markdown": "**bold** [x](http://127.0.0.1:9) `code`",
    "escape of Excel": "_x0041_ _x000D_",
    # typst
    "typst code": '#read("/etc/passwd")',
    "typst sum": "#(1+1) #{2*3}",
    "typst panic": '#panic("stop")',
    "typst mathematics": "$x^2$ \\ _a_ *b* ~",
    "typst label": "@ref <label> [content] ```raw```",
    "typst heading": "= heading\n- item\n/ term: text",
    "typst comment": "// gone /* all",
    # SQL, TOML, shell, printf
    "SQL": "'; drop table cases; --",
    "TOML": '"]\n[teams.x]\nheads = 9',
    "shell": "$(touch x) `id` ; rm -rf ~ && | >",
    "format": "{name} %s %(x)s {0.__class__}",
    # places of files
    "path": "../../../../etc/passwd",
    "Windows device": "CON",
    "Windows path": "C:\\Windows\\..\\NUL:",
    # letters
    "control characters": "a" + "".join(map(chr, range(32))) + "\x7f\x85z",
    "NUL": "end\0not the end",
    "right to left": "\u202e987 sgnuztiS \u202d\u2066x",
    "right-to-left marks": "\u200fשלום مرحبا\u200e 42",
    "no width": "Ein\u200bbür\u200cger\u200dung\u2060\ufeff",
    "combining": "Z" + "\u0351\u036b\u0343\u036a\u0302" * 30 + "algo",
    "emoji": "👩🏽‍💼👨‍👩‍👧‍👦🏳️‍🌈🇩🇪\U000e0041",
    "quotes": "\"'`´‘’‚“”„«»‹›″′",
    "no characters": "\ufffe\uffff\ufdd0\U0001ffff",
    "a very long word": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 3,
    "only spaces": " \u00a0\u2003\u3000 ",
}
"""By what they try. All of them may stand in a scenario file (the long ones as a reason)."""

REFUSED = {
    "only spaces": NAMES["only spaces"],
    "ten thousand letters": "x" * LONG,
    "half a character": "half \ud83d",
}
"""What the door refuses; whoever writes a file holds them all the same."""
