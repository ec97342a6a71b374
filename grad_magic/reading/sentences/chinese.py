"""Problems as Chinese books word them: 求函数z=x²y在点P(1,0)处沿方向l=(3,4)的方向导数."""

from __future__ import annotations

from grad_magic.reading.sentences.language import LENGTH, NAME, ROW, START, Language, Need

_OPENING = r"\s*(?:试?求(?:出|下列)?|计算|试求|确定|写出)"
_POINT = rf"(?:定?点)?\s*{NAME}"
_WHETHER = r"(?:试?(?:判断|判定|讨论|研究|考察|证明|证|说明|问))"
_TOWARD = r"(?:的?方向(?!导数)|的?向量)*"

_MOST = r"(?:取得?|达到|有)?最(?P<extreme>[大小])值?"
# A limit that fails is among the reasons why f is not differentiable.
_DISCONTINUOUS = "(?:不连续|极限不存在|没有极限)"
_AGAIN = r"(?:取得?|达到|有)?最(?P=extreme)值?"

_DETERMINES = "所?确定了?的?"
_IMPLICIT = r"(?:隐?函数)?\s*(?:[yz]\s*=\s*[a-z]|[yz])\([^()]*\)"
# The same with its letters, where what is asked for names none: …确定的函数z=f(x,y)的偏导数.
_LETTERS_OF_ONE = r"(?:隐?函数)?\s*(?P<of>[a-z])(?:\s*=\s*[a-z])?\(\s*(?P<x>[a-z])\s*\)"
_LETTERS_OF_TWO = (
    r"(?:隐?函数)?\s*(?P<of>[a-z])(?:\s*=\s*[a-z])?\(\s*(?P<x>[a-z])\s*,\s*(?P<y>[a-z])\s*\)"
)

# What is asked for, at the end of a phrase without a verb.
_FASTEST = r"(?:增[加大长]|上升|减[少小]|下降|变化)最快的?方向"
_ASKED = (
    rf"(?:{_FASTEST}|方向导数的?最[大小]值|变化率|导数|梯度|微分|极[大小]?值点?|驻点|临界点|鞍点|切平面|切线|法线"
    "|法平面|法向量|矩阵)"
)

CHINESE = Language(
    rewritings=(
        # 请问…; …为多少; 偏导; 并画图
        (r"\s*请(?:问|你)?(?P<rest>.*)", r"\g<rest>"),
        (r"(?P<rest>.*?)(?:为多少|是多少|等于多少|是什么|为何值|等于什么)[?.]?", r"\g<rest>"),
        (r"(?P<rest>.*?),?并(?:画图|作图|画出(?:图形|图像)?)[.]?", r"\g<rest>"),
        (r"(?P<before>.*偏导)(?P<rest>(?!数)(?:和|与|及|[.]?\Z).*)", r"\g<before>数\g<rest>"),
        (r"(?P<before>.*偏导)(?P<rest>(?!数)(?:和|与|及).*)", r"\g<before>数\g<rest>"),
        (r"\s*对(?P<given>[^一-鿿]+)求(?P<asked>偏?导数?)[.]?", r"求\g<given>的\g<asked>"),
        (
            r"(?P<given>[^一-鿿]+)(?P<by>(?:对|关于)\s*[a-z]\s*)求(?P<asked>偏?导数?)[.]?",
            r"求\g<given>\g<by>的\g<asked>",
        ),
        # z=x²y, 求∂z/∂x
        (r"(?P<given>\s*(?:函数)?[A-Za-z][^一-鿿]*=[^一-鿿]*?[,;.]\s*求.*)", r"设\g<given>"),
        # …的方向导数, 方向为(3,4)
        (
            (
                r"(?P<before>.*?)的方向导数,?\s*(?:其中)?(?:方向|方向向量|向量)\s*[A-Za-z]?(?:为|是|=)+\s*"
                r"(?P<row>[^一-鿿]*?)[.]?"
            ),
            r"\g<before>沿方向\g<row>的方向导数",
        ),
        # f(x,y)=|x|+|y|在(0,0)处可微吗
        (
            r"(?P<phrase>(?![求设設由试计已给若确写判讨问证说验考研函])[^一-鿿]+[在于][^求]*(?:是否)?可微[^求]*)",
            r"判断\g<phrase>",
        ),
        # 设 f(x,y)=…, 问 f 在点…处沿什么方向变化最快, 在这个方向的变化率是多少
        (
            (
                r"\s*(?:设|若|已知)?(?:函数)?(?P<given>[A-Za-z][^一-鿿]*?)\s*"
                r"(?:(?:[,.;]\s*(?:试?问)?|试?问)\s*(?:函数)?(?:[A-Za-z](?:\([^()]*\))?)?)?\s*(?P<at>[在于][^;?]*?)处?沿(?:什么|哪个|何|怎样的)方向的?"
                r"(?P<how>增[加大长]|上升|减[少小]|下降|变化)(?:得)?最快[?.]?"
                r"(?:[,;?]\s*(?:并求)?(?:沿|在)?(?:这个?|此|该)(?:个)?方向的?(?:变化率|方向导数))?[?.]?"
            ),
            r"求\g<given>\g<at>处\g<how>最快的方向",
        ),
        # 求 grad 1/(x²+y²)
        (
            rf"{_OPENING}\s*(?:grad(?![A-Za-z])|∇)\s*(?P<formula>(?!\s*[A-Za-z]\s*(?:\(|\Z))[^一-鿿]+?)[.]?",
            r"求\g<formula>的梯度",
        ),
        # z=…在点(1,2)沿与x轴正向夹角为60°的方向
        (
            r"(?!\s*[求设設由试计已给若确写判讨问证说验考研])(?P<phrase>.*[在于].*沿.*方向)[.]?",
            r"求\g<phrase>的方向导数",
        ),
        # z=…在点(1,2)处的梯度
        (
            rf"(?!\s*[求设設由试计已给若确写判讨问证说验考研])(?P<phrase>.*{_ASKED})[.]?",
            r"求\g<phrase>",
        ),
        # 求下列函数的偏导数：z=…
        (
            rf"{_OPENING}\s*(?:下列|以下|各)?函数的(?P<asked>[^:=]+?)\s*:\s*(?P<formula>[^一-鿿]*=.*)",
            r"求\g<formula>的\g<asked>",
        ),
        # 求偏导数: z=…; 求梯度 f=… 在(1,1)
        (
            (
                rf"{_OPENING}\s*(?P<asked>(?:(?:一阶|二阶|混合|全部|偏|海森|黑塞|雅可比)*{_ASKED}[和与及]?)+)"
                r"\s*[:,]?\s*(?P<formula>[A-Za-z][^一-鿿]*=[^一-鿿]*[^一-鿿在于](?:[在于].*)?)"
            ),
            r"求\g<formula>的\g<asked>",
        ),
        # 求由方程…确定的函数 z=z(x,y) 的偏导数
        (
            (
                rf"{_OPENING}由?方程\s*(?P<equation>[^一-鿿]+?)\s*{_DETERMINES}\s*{_LETTERS_OF_TWO}"
                r"\s*的\s*(?:一阶)?(?:两个)?偏导数[.]?"
            ),
            r"设\g<equation>,求∂\g<of>/∂\g<x>和∂\g<of>/∂\g<y>",
        ),
        (
            (
                rf"{_OPENING}由?方程\s*(?P<equation>[^一-鿿]+?)\s*{_DETERMINES}\s*{_LETTERS_OF_ONE}"
                r"\s*的\s*(?:一阶)?导数[.]?"
            ),
            r"设\g<equation>,求d\g<of>/d\g<x>",
        ),
        # 求由方程…确定的函数 z=z(x,y) 的偏导数∂z/∂x
        (
            (
                rf"{_OPENING}由方程\s*(?P<equation>[^一-鿿]+?)\s*{_DETERMINES}\s*(?:{_IMPLICIT}|隐?函数)"
                rf"\s*的"
                r"(?:一阶)?(?:偏?导数)?\s*(?P<signs>[^一-鿿\s].*)"
            ),
            r"设\g<equation>,求\g<signs>",
        ),
        (
            (
                rf"\s*(?:(?:设|若|已知)由?|由)方程\s*(?P<equation>[^一-鿿]+?)\s*{_DETERMINES}\s*{_IMPLICIT}"
                r"\s*[,.;]\s*求(?:偏?导数)?\s*(?P<signs>[^一-鿿\s].*)"
            ),
            r"设\g<equation>,求\g<signs>",
        ),
        (
            (
                rf"\s*(?:设|若|已知){_IMPLICIT}\s*是?由方程\s*(?P<equation>[^一-鿿]+?)\s*{_DETERMINES}"
                r"(?:隐?函数)?\s*[,.;]\s*求(?:偏?导数)?\s*(?P<signs>[^一-鿿\s].*)"
            ),
            r"设\g<equation>,求\g<signs>",
        ),
        # 沿方向l的方向导数, 其中l的方向角分别为60°,45°,60°
        (
            (
                r"(?P<before>.*)沿着?(?:方向|向量)?(?P<vector>[A-Za-z])(?:的?方向)?的方向导数,?\s*"
                r"(?:其中|且|这里)(?P=vector)?的?方向角(?:分别)?(?:为|是)(?P<angles>.*?)[.]?"
            ),
            r"\g<before>沿方向角分别为\g<angles>的方向的方向导数",
        ),
        # And where l is a row.
        (
            (
                r"(?P<before>.*)沿着?(?:方向|向量)?(?P<vector>[A-Za-z])(?:的?方向)?的方向导数,?\s*"
                r"(?:其中|且|这里)(?:方向|向量)?(?P=vector)\s*[=为是]\s*(?P<row>[^一-鿿]*?)[.]?"
            ),
            r"\g<before>沿方向\g<row>的方向导数",
        ),
        # 当 Δx=0.1, Δy=-0.2 时的全微分
        (
            (
                r"(?P<before>.*?[在于]点?)\s*\((?P<x>[^(),;]+)[,;](?P<y>[^(),;]+)\)处?,?\s*(?:当)?\s*"
                rf"(?:Δ|d)x\s*=\s*(?P<dx>{LENGTH})\s*[,和与及]\s*(?:Δ|d)y\s*="
                rf"\s*(?P<dy>{LENGTH})时?的全微分"
                r"(?:的值)?[.]?"
            ),
            r"\g<before>(\g<x>,\g<y>)处沿指向(\g<x>+(\g<dx>),\g<y>+(\g<dy>))的方向的全微分",
        ),
        # 的梯度及沿方向(3,4)的方向导数
        (
            r"(?P<before>.*?)的梯度(?:和|与|以?及)(?P<along>沿.*)",
            r"\g<before>\g<along>和梯度",
        ),
        # 变化最快的方向, 并求沿这个方向的方向导数
        (
            (
                r"(?P<before>.*最快的?方向),?(?:并求?出?|以?及|和|与)(?:函数)?沿着?(?:这个|此|该|这一)方向的"
                r"(?:方向导数|变化率)[.]?"
            ),
            r"\g<before>",
        ),
        # z=f(x,y)=… is a function z of x and y.
        (
            (
                r"(?P<before>.*?)(?<![A-Za-z])(?P<name>[zuw])\s*=\s*f(?P<of>\([a-z](?:,"
                r"\s*[a-z])*\)"
                r"\s*=.*)"
            ),
            r"\g<before>\g<name>\g<of>",
        ),
        # 问函数…在点…处沿什么方向的方向导数最大
        (
            (
                r"\s*(?:试?问)?\s*(?P<formula>.*?)\s*沿着?(?:什么|哪个|何|怎样的)方向的?方向导数"
                rf"{_MOST}\s*[,;?]?\s*(?:并求出?(?:此|该|这个?)?(?:方向)?(?:方向导数)?(?:的?{_AGAIN})?)?"
                rf"\s*[.?]?\s*"
            ),
            r"求\g<formula>的方向导数的最\g<extreme>值",
        ),
    ),
    openings=(
        # 设 z=…, 求 z 在点…处的…
        (
            r"\s*(?:设|設|已知|给定|若)(?P<given>.*?)\s*[,.;\s]\s*(?:则|试)?(?:求出?|计算)"
            r"(?:该|此|这个?)?(?:函数|曲面|曲线)?\s*(?:[A-Za-z](?:\([^()]*\))?)?(?P<behind>.*)"
        ),
        # 设 z=…, 求 ∂z/∂x 及 ∂²z/∂x∂y
        (
            r"\s*(?:设|設|已知|给定|若)\s*(?:函数)?(?P<given>.*?)\s*[,.;\s]\s*(?:则|试)?(?:求出?|计算)"
            r"\s*(?:(?:一阶|二阶|混合)*偏导数?|全微分|梯度)?(?P<signs>[^一-鿿].*)"
        ),
        # 求 z=… 的 ∂²z/∂x² 和 ∂²z/∂x∂y
        rf"{_OPENING}(?P<given>.*?[^一-鿿])的(?:偏导数)?(?P<signs>[^一-鿿].*)",
        # 设 f(x,y)=…, 问 f 在点…处是否可微; 讨论函数 f(x,y)=… 在点…处的可微性
        (
            r"\s*(?:设|設|已知|给定|若)(?P<given>.*?)\s*[,.;\s]\s*"
            rf"{_WHETHER}(?:该|此|这个?)?(?:函数)?\s*(?:[A-Za-z](?:\([^()]*\))?)?(?P<behind>.*(?:可微"
            rf"|{_DISCONTINUOUS}).*)"
        ),
        rf"\s*(?:{_WHETHER}|(?=函数))(?P<given>.*(?:可微|{_DISCONTINUOUS}).*)",
        rf"{_OPENING}(?P<given>.*)",
    ),
    refused=rf"{_OPENING}|\s*由方程|\s*(?:试?问|验证|证明)|\s*(?:设|設|已知|给定|若).*?[,.;]\s*(?:则|试)?(?:求|计算)|.*可微",
    questions={
        Need.CRITICAL_POINTS: r"极[大小]?值点?|驻点|临界点|鞍点",
        Need.THIRD_ORDER: "三阶(?:混合)?偏导数?",
        Need.SECOND_ORDER: r"二阶(?:混合)?偏导数?|二阶导数|(?:海森|黑塞|Hesse|Hessian)矩阵",
        Need.NORMAL_PLANE: "法平面",
        Need.UNIT_TANGENT: "单位切向量",
        Need.UNIT_NORMAL: "单位法向量|单位法线?向量",
        Need.SURFACE: r"切平面|法线|切线|法向量",
        Need.EXTREME_RATES: (
            r"方向导数的?最大值(?:和|与|以?及)最小值|最大(?:和|与|以?及)最小的?方向导数|变化最快的?方向"
        ),
        Need.LARGEST_RATE: (
            r"方向导数的?最大值|最大的?(?:方向导数|变化率)|变化率的?最大值|(?:增加|增大|增长|上升)最快的?方向"
        ),
        Need.SMALLEST_RATE: (
            r"方向导数的?最小值|最小的?(?:方向导数|变化率)|变化率的?最小值"
            r"|(?:减少|减小|下降)最快的?方向"
        ),
        Need.RATE: "方向导数|变化率",
        Need.FIRST_ORDER: "一阶(?:偏导数)?|偏导数|梯度向量|梯度",
        Need.DERIVATIVE: "一阶导数|导函数|导数",
        Need.NOTHING: "雅可比矩阵",
        Need.DIFFERENTIABILITY: f"(?:是否|不)?可微性?吗?|{_DISCONTINUOUS}",
        Need.DIFFERENTIAL: "全微分",
        Need.LINEARIZATION: "线性近似(?:函数|式)?|线性化",
    },
    between="全部|所有|各个?|一个|其|的|处|方程|和|与|以?及|,",
    thing=r"\s*(?:[一-鿿]{0,6}(?:函数|函數|面|线|圆|场))?\s*",
    # Of cases, 当 and 其他 are words.
    foreign=r"[一-鿿](?<![当其他它时若且或])|Δ",
    parts=(
        rf"(?:在|于)?定?点\s*{NAME}(?P<at>{ROW})\s*(?:这?一?点)?处?",
        rf"(?:在|于)\s*{NAME}(?P<at_row>{ROW})\s*点?处?",
        r"在?(?:坐标)?(?P<origin>原点)\s*(?:[A-Z]\s*)?(?:\(0(?:,\s*0){1,2}\))?\s*处?",
        (
            r"在?(?:当|对应于|相应于)?(?P<where>(?:[A-Za-zθφ]\s*=\s*[^一-鿿=,]+,?\s*)+)"
            r"(?:时|处|(?:对应|相应)?的点处?)"
        ),
        (
            rf"沿?着?(?:由|从|自|(?=点?[A-Z]))(?:定?点)?\s*{START}\s*(?:到|指向|至){_POINT}(?P<to>{ROW})"
            rf"\s*{_TOWARD}"
        ),
        rf"沿?着?(?:指|朝|通)?向(?:坐标)?(?P<origin_ahead>原点)\s*(?:O\s*)?{_TOWARD}",
        r"沿着?(?:背离|远离)(?:坐标)?(?P<away>原点)的?方向(?!导数)",
        rf"沿?着?指向{_POINT}(?P<toward>{ROW})\s*{_TOWARD}",
        r"(?:对|关于)\s*(?P<by>[A-Za-zθφ](?:\s*[,、和与及]\s*[A-Za-zθφ])*)",
        r"沿着?(?:其|该点的?)?(?P<down>负)?(?P<gradient>梯度)(?P<reverse>的?[反负])?的?方向",
        r"沿着?(?P<axis>[xyz])\s*轴的?(?:正|(?P<backward>负))?(?:方向|向)",
        r"[沿朝向]着?正?(?P<compass>[东西][南北]|[南北东西])(?:的?方向|方)?(?!导数)",
        (
            r"沿着?与?\s*x\s*轴(?:的?正(?:方)?向)?(?:的?夹角|转角|成)(?:为|是|等于)?"
            r"(?P<angle>[^一-鿿,]+?)角?的?方向"
        ),
        r"沿着?(?:[A-Za-z]的)?方向角(?:分别)?(?:为|是)?(?P<angles>(?:[^一-鿿]|[和与及])+)的?方向(?!导数)",
        rf"沿着?(?:单位)?(?:方向|向量|矢量)?\s*{NAME}(?P<row>{ROW})\s*{_TOWARD}",
        r"沿着?(?:单位)?(?:方向|向量|矢量)?\s*(?P<vector>[^一-鿿,();]+?)\s*(?:(?:的?方向(?!导数))+|(?=的))",
    ),
    ending=(
        r"\s*(?P<question>[一-鿿].*?)?(?:,?\s*并(?:判断|判定|指出|说明|讨论)(?:其|它们?|各点)?的?(?:类型|性质))?"
        r"\s*[.?]?\s*"
    ),
)
