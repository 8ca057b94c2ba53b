"""Which characters may be offered to who writes or types: simplified Chinese, rarer name characters, digits.

Traditional forms and symbols are left out on purpose: the model knows them, residents do not mean them.
"""

from typing import Final

# Common in names, outside GB 2312. Those the model does not know are dropped when it is loaded.
NAME_CHARACTERS: Final = (
    "喆堃赟祎翀镕彧垚玥玙珺琤瑨璟瑀瑄禛祐頔昉晞曈焜燚犇骉麤嫚婳婠媖暐暻旻旸烜锜鋆淏浛沄洺涴湜溦濛玚玘珣珽"
    "珝珹琇琎琍瑧瑢璠璘禔禕秾翚翛翯芃雱霂飏骦㛃䶮㑇偲勍劼卲叡囧堉塱墘奭妘姮婞媞嫄孖寗崟嶶帡廸弢彣惔愔慜扆"
    "旴昇昪昳晙晛晫暎曌朤杺梽棽椀楒榑橦欻沺泇浥淯淽湉溍滉滪澔瀞炆炘炟烔煒燊爔牁珮珵琀琋琲瑆瑱璆璈璥璿甦畇"
    "畑磾穣竑筼絜縠纮翃翙芣苪茀菂萩虓衎觿譞辿迠遆郕鋐钘镠霅颋颙骎鱻鸑龑龢"
)
DIGITS: Final = "0123456789"


def gb2312() -> frozenset[str]:
    """The 6,763 Chinese characters of GB 2312."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", errors="ignore") for pair in rows))


def offered() -> frozenset[str]:
    return gb2312() | frozenset(NAME_CHARACTERS) | frozenset(DIGITS)
