# OFD 文件的页面：怎样画出来，没有印章担保的地方怎样标出。

ofd-drawing = 正在画出页面…
ofd-not-drawn = 这个文件没有画出来：原因见上面的结论。
ofd-failed = 页面没能画完。结论不受影响；可以再试一次。
ofd-again = 再画一次
ofd-sheet = 文件第 { $number } 页的样子
ofd-region = 第 { $number } 页，可以滚动
ofd-page = 第 { $number } 页，共 { $count } 页
ofd-document = 文件中的第 { $number } 份文档
ofd-previous = 上一页
ofd-next = 下一页
ofd-closer = 放大
ofd-farther = 缩小
ofd-size = { $percent }%
ofd-text = 这一页的文字
ofd-text-alone = 这一页只给出文字：内容太多，或者无法画出。
ofd-text-none = 这一页没有可读的文字。
ofd-drawn = 由这台设备按文件重画，字体用设备自己的。画得像真的不等于是真的：以上面的结论为准。

ofd-unsealed = 没有一枚成立的印章：这些页面上的内容都没有签名担保。
ofd-mark-differs-page = 红框：这一页盖章以后被改过，现在的样子不是盖章时的样子。
ofd-mark-differs-other = 红框：这些部分盖章以后被改过（{ $entry }）。
ofd-mark-not-covered = 斜线：这些部分没有按应有的方式被印章盖住，可能是后来添加或改动的（{ $entry }）。
ofd-mark-elsewhere-differs = 盖章以后被改过，并且影响页面的样子：{ $entry }。
ofd-mark-elsewhere-not-covered = 没有按应有的方式被印章盖住，并且影响页面的样子：{ $entry }。
ofd-field-differs = { $field }：页面上是 { $printed }，已签名的数据里是 { $signed }。
ofd-field-differs-code = { $field }：页面上是 { $printed }，文件的数据里是 { $signed }。

ofd-seals = 文件上的印章
ofd-seal = 印章：{ $name }
ofd-seal-unnamed = 没有印章图案的签名
ofd-seal-signer = 签名人：{ $signer }
ofd-seal-fits = 与文件相符。签名人是否可信，见各项检查。
ofd-seal-fits-trusted = 与文件相符，签名人可信。
ofd-seal-differs = 这枚印章本身成立，但它盖住的内容后来被改过。
ofd-seal-unknown = 无法核对：签名人的密钥不在手边。
ofd-seal-misfit = 不成立：不管看上去怎样，它什么也不能证明。
ofd-seal-stranger = 这枚印章没有盖过这一页现在的样子。
ofd-seal-self-made = 由签名人自己制作：名称和图案只是签名人自己的说法。
ofd-seal-check = 查看签名检查
ofd-seal-on-page = { $name }，查看签名检查

ofd-left = 没有画出或画得不同的：{ $list }。
ofd-left-picture = 浏览器不能显示的图片（灰框；旧版发票的二维码就是这样）
ofd-left-drawing = 复合图形（灰框）
ofd-left-font = 文件自带的字体（改用设备的字体）
ofd-left-clip = 复杂的裁剪
ofd-left-colour = 图案和渐变色（改用灰色）
ofd-left-direction = 转向的文字
ofd-left-path = 写法有误的线条
ofd-left-seal = 个别印章的图案
ofd-left-pages = 第 20 页以后的页面
ofd-left-text = 过长的文字
ofd-left-file = 整个文件：太大，画不出来
