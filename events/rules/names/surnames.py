"""Lists of family names: compound ones, frequent ones, and those that a dictionary reads wrongly."""

_COMPOUND = (
    "欧阳 司马 诸葛 上官 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 长孙 宇文 端木 轩辕 百里 呼延 独孤 南宫 西门 "
    "申屠 太史 太叔 公冶 公羊 公西 公良 公仪 公户 公玉 公仲 公上 公门 公山 公坚 公伯 公祖 公乘 公皙 宗政 濮阳 淳于 "
    "单于 仲孙 叔孙 季孙 士孙 室孙 钟离 闾丘 澹台 鲜于 赫连 万俟 闻人 拓跋 拓拔 宰父 谷梁 穀梁 漆雕 乐正 壤驷 夹谷 "
    "颛孙 子车 巫马 梁丘 左丘 东郭 南门 东门 北门 第五 微生 羊舌 亓官 司寇 司城 司鸿 纳兰 纳喇 那拉 完颜 爱新觉罗 "
    "耶律 侯莫陈 达奚 屈突 豆卢 哥舒 尔朱 斛律 宿勤 乞伏 秃发 沮渠 吐谷浑 破多罗 步六孤 即墨 谯笪 阳佟 胥门 相里 邯郸 "
    "浩生 毋丘 毌丘 青阳 少正 有琴 褚师 中行 新垣 信都 於陵 主父 侍其 黑齿 空桐 伯赏 南郭 北宫 西郭 西陵 朝那 东里 "
    "东乡 东野 子桑 子书 斯孔 欧陽 歐陽 諸葛 東方 長孫 軒轅 南宮 西門 鍾離 鐘離 閭丘 澹臺 鮮于 赫連 萬俟 聞人 東郭 "
    "公孫 仲孫 單于 濮陽 尉遲 獨孤 叶赫那拉 段干 司馬 公儀 公戶 公門 公堅 叔孫 季孫 士孫 室孫 樂正 壤駟 夾谷 顓孫 "
    "子車 巫馬 南門 東門 北門 司鴻 納蘭 納喇 完顏 愛新覺羅 侯莫陳 達奚 豆盧 爾朱 禿髮 吐谷渾 破多羅 譙笪 陽佟 胥門 "
    "青陽 褚師 黑齒 伯賞 北宮 東里 東鄉 東野 子書 葉赫那拉"
)
COMPOUND = frozenset(_COMPOUND.split())
"""Family names of two to four characters, simplified and traditional."""

FREQUENT = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟"
    "姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文"
    "施洪辛柯庄葛岳翟申殷詹左焦柴祝俞关齐伍安聂项房季尤尚骆纪曲欧单饶阎景柳阮宁卓凌苗裴霍耿蓝冉牛鲁甄卫倪温华章"
    "鲍符解瞿路时占柏管娄翁戚车沙吉应祁盛车涂舒费屈童谷边连骆岑佟乐习游褚窦晏宗邢仇查卞隋巫阳封桑佘木宫甘臧游"
    "滕穆燕楚晋冼麦池奚丛苟蒲米党慕屠简全雍楼闵郎司应荆冀敖卜裘干苑茅狄车鞠储胥计滑芦谌迟伊古雒敬雪朴泮"
    "張劉陳楊黃趙吳孫馬許韓鄧馮蔣葉呂盧鍾薑譚陸範賈鄒龍賀顧龔邵萬錢嚴湯賴莊閻應寧蘭藍衛倪溫華鮑婁車閔單蘇魏鄭羅謝蕭"
)
"""The most frequent family names of one character. They help to recognise two names in a row."""

READINGS = {
    "单": "shan", "單": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "朴": "piao", "区": "ou",
    "區": "ou", "盖": "ge", "蓋": "ge", "黑": "he", "缪": "miao", "繆": "miao", "乐": "yue", "樂": "yue",
    "员": "yun", "員": "yun", "贠": "yun", "华": "hua", "任": "ren", "冼": "xian", "洗": "xian", "逄": "pang",
    "覃": "qin", "召": "shao", "秘": "bi", "繁": "po", "折": "she", "牟": "mou", "晁": "chao", "句": "gou",
    "宓": "mi", "能": "nai", "翟": "zhai", "祭": "zhai", "应": "ying", "應": "ying", "撒": "sa", "纪": "ji",
    "紀": "ji", "葛": "ge", "宁": "ning", "燕": "yan", "过": "guo", "那": "na", "石": "shi", "沈": "shen",
    "卜": "bu", "贾": "jia", "賈": "jia", "车": "che", "車": "che", "都": "du", "阚": "kan", "干": "gan",
    "种": "chong", "重": "chong", "行": "xing", "柏": "bai", "叶": "ye", "俞": "yu", "於": "yu", "隗": "wei",
    "郇": "xun", "佴": "nai", "适": "kuo", "曲": "qu", "尹": "yin", "谌": "chen", "諶": "chen", "尉": "wei",
    "莘": "shen", "郗": "xi", "郄": "qie", "冒": "mao", "戚": "qi", "佘": "she", "臧": "zang", "哈": "ha",
    "宿": "su", "长": "chang", "吾": "wu", "盛": "sheng", "曹": "cao", "冯": "feng", "馮": "feng", "广": "guang",
    "尉迟": "yu chi", "尉遲": "yu chi", "万俟": "mo qi", "萬俟": "mo qi", "长孙": "zhang sun", "長孫": "zhang sun",
    "澹台": "tan tai", "澹臺": "tan tai", "单于": "chan yu", "單于": "chan yu", "令狐": "ling hu",
    "鲜于": "xian yu", "鮮于": "xian yu", "呼延": "hu yan", "夏侯": "xia hou", "皇甫": "huang fu",
    "南宫": "nan gong", "南宮": "nan gong", "尔朱": "er zhu", "乐正": "yue zheng", "樂正": "yue zheng",
    "宰父": "zai fu", "主父": "zhu fu", "子车": "zi ju", "亓官": "qi guan", "相里": "xiang li",
    "吐谷浑": "tu yu hun", "拓跋": "tuo ba", "拓拔": "tuo ba", "毌丘": "guan qiu", "谷梁": "gu liang",
    "公冶": "gong ye", "淳于": "chun yu", "耶律": "ye lv", "斛律": "hu lv", "中行": "zhong hang",
    "華": "hua", "寧": "ning", "過": "guo", "闞": "kan", "葉": "ye", "長": "chang", "廣": "guang", "爾朱": "er zhu",
    "子車": "zi ju", "吐谷渾": "tu yu hun", "穀梁": "gu liang",
}  # fmt: skip
"""Readings of family names that differ, or might differ, from the usual reading: syllables without tones, v for ü."""
