# 签购单各行的意思、号码里的异常、以及只认得名称的单据。编号规则见 terms.en.ftl。

### 说明

note-merchant-number = 商户编号 { $value }：收单机构 { $acquirer }、地区 { $region }、行业 { $mcc }、序号 { $serial }。
merchant-number-acquirer = 收单机构
merchant-number-region = 地区
merchant-number-region-near = { $name }一带
merchant-number-region-gb2260 = 按国家行政区划代码（GB/T 2260）
merchant-number-region-unionpay = 按银联自己的地区代码
merchant-number-mcc = 行业
merchant-number-mcc-unknown = 对照表里没有的代码
merchant-number-serial = 序号
merchant-number-about = 这几段说明商户入网时怎样登记。号码由终端打印，不能证明真伪。
note-feature-code = { $fits ->
    [true] 交易特征码 { $printed } 与参考号相符。这个码谁都能算：只说明没有抄错，不能证明单据是真的。
    [false] 交易特征码 { $printed } 与参考号对不上。请把两个号码与纸面、商户存根再对一遍。
   *[other] 交易特征码是印在签名图旁边的校验码，谁都能算出来，它不是数字签名。
    }
feature-code-printed-date = 用印出的清算日期
feature-code-transaction-day = 当天清算
feature-code-day-after = 次日清算
feature-code-no-date = 不带清算日期
feature-code-no-reference = 不带参考号
feature-code-offline = 脱机消费：批次号和凭证号
note-tvr = 终端对卡片和交易的检查结果（TVR { $value }）。
note-tsi = 终端做过哪些检查（TSI { $value }）。
note-aip = 卡片支持哪些功能（AIP { $value }）。
note-cvmr = 怎样核实持卡人（CVM 结果 { $value }）。
note-aid = 用了卡片上的哪个应用（AID { $value }）。
note-cryptogram = { $kind ->
    [tc] TC：卡片为批准的交易生成的密文。
    [arqc] ARQC：卡片请发卡行批准时生成的密文。
   *[aac] AAC：卡片拒绝交易时生成的密文。
    }只有发卡行能核对。
note-entry-mode = { $value ->
    [S] 刷磁条。
    [I] 插芯片。
    [C] 挥卡（闪付）。
    [M] 手工输入卡号。
    [F] 芯片读不了，改刷磁条。
   *[N] 无卡支付。
    }
note-acquirer-licence = 在中国，收单机构除银行外都要有支付业务许可：可在人民银行官网 www.pbc.gov.cn 的“政务公开”里查已获许可机构，核对名称、有效期、业务范围和地区。
note-amounts-not-bound = 签名只覆盖发票的哈希值。商户、时间和金额写在旁边，没有签名：有人改了它们，签名照样相符。
note-invoice-needed = 密钥有人担保，但金额只能与发票原文核对。请向商户索取电子发票（XML）。
note-ca-signature = { $fits ->
    [true] 码里的发证机构签名，就是这张证书上的。
   *[false] 码里写的是同一密钥的另一张证书：发证机构的签名不同。
    }
### 收银单据的说明

note-card-slip = { $place ->
    [TW] 这是台湾的银行卡签购单
    [JP] 这是日本的银行卡签购单
    [HK] 这是香港的银行卡签购单
    [MO] 这是澳门的银行卡签购单
    [MY] 这是马来西亚的银行卡签购单
    [SG] 这是新加坡的银行卡签购单
    [TH] 这是泰国的银行卡签购单
    [ID] 这是印度尼西亚的银行卡签购单
    [PH] 这是菲律宾的银行卡签购单
    [VN] 这是越南的银行卡签购单
    [IN] 这是印度的银行卡签购单
    [KR] 这是韩国的银行卡签购单
    [DE] 这是德国的银行卡签购单
    [AT] 这是奥地利的银行卡签购单
   *[other] 这是一张银行卡签购单
    }，上面没有可以核验的签名。是否付款成功，只有发卡行和商户的收单机构知道。
note-broken-off-receipt = 单据写明：这笔交易中途取消，从未付款。签名相符也不改变这一点。
note-cancellation-receipt = 单据写明：它是冲销另一张的取消单。
note-certificate-expired = 签名时（{ $time }）证书已过期（{ $notAfter }）。收银机可以继续使用其签名装置，所以这里只作提示，不算问题。
note-chain-follows = 链值与单据 { $previous } 衔接：两张之间没有缺失。
note-code-behind-address = 码在网址 { $host } 后面，要到那里去取。本页什么都不取：请粘贴码本身。
note-first-receipt = 这是收银机 { $registerId } 的第一张单据。
note-key-in-code = 密钥就写在码里。签名与它相符，说明码的内容没有变过，但不能说明密钥是谁的。
note-key-recovered = { $by ->
    [serial] 密钥由签名推算得出，其序列号与印刷的一致。
   *[other] { $receipts } 张单据用的是同一个密钥，它由这些签名推算得出。密钥是谁的，只有证书能说明。
    }
note-key-supplied = 使用了您添加的公钥：这台收银机属于没有证书的封闭系统。
note-log-message-version = 签名内容的版本是 { $version }，不常见。
note-no-common-key = 这几张单据没有共同的密钥，无法推算。请添加证书。
note-no-sale = 码是真的，但不是一笔销售：{ $kind ->
    [AVTransfer] 收银机之间的转移
    [AVBestellung] 订单
    [Bestellung-V1] 订单
    [AVSachbezug] 员工实物福利
    [AVRechnung] 发票，在别处付款
   *[other] 收银机的其他业务
    }。它不证明付过款。
note-ocr-form = 码以文字形式（OCR）印刷。
note-rebuilt-from-print = 签名的内容由印刷的各行还原得出。
note-second-receipt-helps = 再加一张同一台收银机的单据，就能推算出密钥，两张互相核对。请贴在这一张下面。
note-serial-fits-key = 印刷的序列号与码里的密钥相符。
note-start-not-signed = 交易开始时间印在纸上，但不在签名范围内，无法核对。
note-test-signature = 这是测试签名，单据不能证明任何事。
note-time-converted = { $field }：纸上是 { $printed }，签名里是 { $signed }。是同一时刻，只是时区不同。
note-training-receipt = 单据写明：这是培训单，不是真实交易。

### 位

bit-reserved = 保留位，却被置位

### 终端验证结果（TVR）

tvr-oda-not-performed = 没有做脱机数据认证。
tvr-sda-failed = 静态数据认证（SDA）失败。
tvr-data-missing = 芯片数据缺失。
tvr-on-exception-list = 卡号在终端的黑名单里。
tvr-dda-failed = 动态数据认证（DDA）失败：卡片真伪没有得到证实。
tvr-cda-failed = 复合动态数据认证（CDA）失败。
tvr-sda-chosen = 选用了静态数据认证。
tvr-versions-differ = 卡片与终端的应用版本不一致。
tvr-application-expired = 卡片应用已过期。
tvr-application-not-yet-valid = 卡片应用尚未生效。
tvr-service-not-allowed = 卡片不允许这种交易。
tvr-new-card = 新卡。
tvr-cvm-failed = 持卡人验证没有成功。
tvr-cvm-unknown = 卡片要求的验证方式终端不认识。
tvr-pin-tries-used-up = 密码输错次数超限。
tvr-no-pin-pad = 需要密码，但密码键盘没有或坏了。
tvr-pin-not-entered = 需要密码，但没有输入。
tvr-online-pin = 输入了联机密码。
tvr-over-floor-limit = 金额超过脱机限额。
tvr-lower-offline-limit = 超过连续脱机次数下限。
tvr-upper-offline-limit = 超过连续脱机次数上限。
tvr-chosen-at-random = 被随机选中联机。
tvr-merchant-forced-online = 商户要求联机。
tvr-default-tdol = 用了默认的数据列表（TDOL）。
tvr-issuer-authentication-failed = 发卡行认证失败。
tvr-script-failed-before = 交易完成前，发卡行脚本执行失败。
tvr-script-failed-after = 交易完成后，发卡行脚本执行失败。

### 交易状态信息（TSI）

tsi-oda-performed = 做过脱机数据认证。
tsi-cvm-performed = 做过持卡人验证。
tsi-card-risk-performed = 做过卡片风险管理。
tsi-issuer-authenticated = 做过发卡行认证。
tsi-terminal-risk-performed = 做过终端风险管理。
tsi-script-processed = 执行过发卡行脚本。

### 应用交互特征（AIP）

aip-sda = 静态数据认证
aip-dda = 动态数据认证
aip-cvm = 持卡人验证
aip-terminal-risk = 要求终端做风险管理
aip-issuer-authentication = 发卡行认证
aip-on-device-cvm = 在手机上验证
aip-cda = 复合动态数据认证
aip-contactless-emv = 非接触芯片交易

### 持卡人验证

cvm-fail = 规定为验证失败
cvm-pin-card = 由卡片核对密码
cvm-pin-online = 联机密码，由发卡行核对
cvm-pin-card-signature = 由卡片核对密码，并签名
cvm-pin-encrypted-card = 由卡片核对加密的密码
cvm-pin-encrypted-card-signature = 由卡片核对加密的密码，并签名
cvm-signature = 签名
cvm-none-needed = 不需要验证
cvm-document = 出示证件
cvm-on-device = 在手机上验证
cvm-none = 没有验证
cvm-other = 其他方式
cvm-condition-always = 总是适用
cvm-condition-unattended-cash = 自助取现时
cvm-condition-no-cash = 不涉及现金时
cvm-condition-if-supported = 终端支持时
cvm-condition-manual-cash = 柜面取现时
cvm-condition-cashback = 消费返现时
cvm-condition-below-x = 低于第一限额时
cvm-condition-above-x = 高于第一限额时
cvm-condition-below-y = 低于第二限额时
cvm-condition-above-y = 高于第二限额时
cvm-condition-other = 其他条件
cvm-result-unknown = 结果由发卡行判定
cvm-result-failed = 失败
cvm-result-successful = 成功
cvm-result-other = 未知

### 应用标识（AID）

aid-scheme-unionpay = 银联
aid-scheme-visa = Visa
aid-scheme-mastercard = 万事达
aid-scheme-maestro = Maestro
aid-scheme-jcb = JCB
aid-scheme-amex = 美国运通
aid-scheme-girocard = girocard
aid-scheme-discover = Discover
aid-product-debit = 借记卡
aid-product-credit = 贷记卡
aid-product-quasi-credit = 准贷记卡
aid-product-electronic-cash = 电子现金
aid-product-us-debit = 借记卡（美国）

### 发现

finding-form = { $value } 不符合这个号码应有的格式。
finding-form-pass = 长度和字符都符合规定。
finding-region = 没有 { $code } 这个地区代码。
finding-region-pass = 地区代码 { $code } 存在。
finding-category-pass = 行业代码 { $code } 存在。
finding-category-unknown = 行业代码 { $code } 不在对照表里。
finding-category-and-name = 店名（{ $word }）与登记的行业（{ $code }）不一致。
finding-feature-code = { $reason ->
    [date] 特征码与参考号相符，但清算日期要是 { $impliedDate } 才对得上。
   *[reference] 特征码与参考号对不上：其中一个读错或打错了，或者签名图是另一张单据的。
    }
finding-feature-code-pass = 特征码与参考号相符。
finding-feature-code-unknown = { $reason ->
    [letters] 参考号里有字母，特征码无法重算。
    [length] 参考号不是 12 位数字，特征码无法重算。
    [no-reference] 没有参考号，特征码无法重算。
   *[reading] 特征码没有读清楚。
    }
finding-time-pass = 日期和时间合理。
finding-time-future = 单据的日期在将来：{ $value }。
finding-time-form = { $value } 不是日期时间的写法。
finding-date-impossible = 没有这样的日期：{ $printed }。
finding-reference-date-pass = 参考号以交易日期或时间开头。
finding-reference-other-date = 参考号开头的日期（{ $reference }）与单据日期（{ $date }）不同。
finding-settlement-date = 清算日期 { $printed } 既不是交易当天，也不是次日。
finding-settlement-date-pass = 清算日期与交易相符。
finding-original-later = 原交易日期（{ $printed }）在这笔交易之后。
finding-printed-before = 打印时间（{ $printed }）早于交易时间（{ $time }）。
finding-printed-later = 交易之后很久才打印（{ $printed }），却没有标明重打印。
finding-card-expired = 交易时卡片已过有效期（{ $printed }）。
finding-card-expired-pass = 卡片已过有效期；退款仍可退回此卡。
finding-order-date = 订单号里的日期（{ $printed }）与交易日期不同。
finding-order-date-pass = 订单号里的日期与交易相符。
finding-amount-in-words = 大写金额（{ $words }）与小写金额（{ $figures }）不一致。
finding-amount-in-words-pass = 大写与小写金额一致。
finding-amount-in-words-unknown = 大写金额没有读懂。
finding-amount-twice = 印了两个不同的金额：{ $first } 和 { $other }。
finding-sum = { $baseAmount } 加小费 { $tip } 不等于 { $amount }。
finding-sum-pass = 金额加小费等于总额。
finding-sign = 金额前有负号，但单据不是退货或撤销。
finding-zero-amount = 金额为零。
finding-over-limit = 单据说 { $limit } 元以内免密免签，金额却是 { $amount }。
finding-pin-and-no-pin = 单据写着免密，别处却显示输过密码。
finding-signature-and-none-needed = 单据写着免签，芯片却要求签名。
finding-online-pin-not-marked = 写着联机密码，终端却没有记录。
finding-online-pin-other-method = 终端记录了联机密码，写的却是别的验证方式。
finding-cvm-not-performed = 写着验证过持卡人，终端却没有记录。
finding-cvm-not-supported = 写着验证过持卡人，卡片却不支持。
finding-oda-failed-approved = 脱机数据认证失败，交易却显示批准。也可能是联机批准的：请向收单机构查询。
finding-oda-failed-not-performed = 脱机数据认证既写着失败，又写着没有做。
finding-oda-performed-and-not = 脱机数据认证既写着做过，又写着没有做。
finding-oda-failed-unperformed = 写着脱机数据认证失败，却没有做过的记录。
finding-oda-not-supported = 失败的那种脱机数据认证，卡片并不支持。
finding-issuer-refused-approved = 发卡行认证失败，交易却显示批准。
finding-expired-and-not = 芯片说应用已过期，印出的有效期（{ $expiry }）却没有过。
finding-issuer-authentication-not-supported = 写着做过发卡行认证，卡片却不支持。
finding-declined-cryptogram = 卡片的答复是拒绝（AAC），单据却像一笔成功的交易。
finding-first-counter-zero = 卡片的交易计数器为零；第一笔应当是一。
finding-aid-and-label = 应用标识与应用名称说的不是同一种卡（{ $label }）。
finding-chip-without-chip = 单据上有芯片数据，输入方式却不是芯片。
finding-test-slip = 单据自称是测试。
finding-reprint = 单据标明是重打印。
finding-not-text = 码里有一部分不是可读的文字。
finding-missing-members = 码里缺少必要的内容：{ $members }。
finding-vat-number = { $value } 不是沙特增值税号：应为 15 位数字，首尾都是 3。
finding-vat-number-pass = 增值税号格式正确。
finding-amount-form = { $value } 不是金额的写法。
finding-vat-rate-pass = 税额是净额的 15 %。
finding-vat-below-rate = 税额 { $vat } 低于 15 %（{ $expected }）：可能有一部分免税。
finding-vat-above-rate = 税额 { $vat } 高于净额的 15 %（{ $expected }）。

### 其他国家的单据

note-recognised = 认出：{ $format }。
foreign-in-signed-qr = 印度电子发票（签名二维码）
foreign-in-signed-qr-why = 印度电子发票的二维码带有登记平台的签名，这里能核对：请拍下或粘贴那个码。
foreign-pl-ksef = 波兰发票（KSeF）
foreign-pl-ksef-why = 这个网址通向波兰税务机关，由它回答发票是否登记。这里没有打开。
foreign-hr-zki = 克罗地亚收据（ZKI、JIR）
foreign-hr-zki-why = 纸上没有可以离线核对的内容。是否登记，要问克罗地亚税务机关。
foreign-si-zoi = 斯洛文尼亚收据（ZOI、EOR）
foreign-si-zoi-why = 纸上没有可以离线核对的内容。是否登记，要问斯洛文尼亚税务机关。
foreign-cz-eet = 捷克收据（EET）
foreign-cz-eet-why = 捷克的销售电子登记 2023 年已取消。纸上没有可以离线核对的内容。
foreign-pt-atcud = 葡萄牙收据（ATCUD）
foreign-pt-atcud-why = 纸上只有签名的四个字符，不够核对。是否登记，要问葡萄牙税务机关。
foreign-it-rt = 意大利收据（documento commerciale）
foreign-it-rt-why = 纸上没有可以离线核对的内容。收银机把总额报给税务机关。
foreign-hu-nav = 匈牙利收据（NAV）
foreign-hu-nav-why = 纸上没有可以离线核对的内容。匈牙利税务机关有收银机的记录。
foreign-ke-etims = 肯尼亚收据（eTIMS）
foreign-ke-etims-why = 纸上没有可以离线核对的内容。是否登记，要问肯尼亚税务局。

### 号码解读

decoded-title = 号码里写了什么
decoded-lead = 这些号码谁都能印。彼此一致，只说明没有抄错，不能证明单据是真的。
decoded-by-number = 按商户编号
decoded-computed = 计算结果
decoded-chip = 芯片各行，逐位说明
decoded-no-bit = 这里没有任何标记。
decoded-bit = 第 { $byte } 字节第 { $bit } 位
decoded-cvm-result = 结果：{ $result }
decoded-cvm-next = 这种方式不成功时，卡片允许用下一种。
decoded-aid-unknown = 对照表里没有的应用。
decoded-counter = { $count }：连同这一次，这个装置一共签过这么多次
decoded-serial = 装置公钥的 SHA-256
findings-title = 不用密钥也能看的
findings-none = 没有异常
findings-odd = { $count } 处异常
findings-more = 再看 { $count } 项已核对的
payment-cash = 现金支付
payment-other = 非现金支付
receipt-kind-Beleg = 销售单据
receipt-kind-AVTransfer = 收银机之间的转移
receipt-kind-AVBestellung = 订单
receipt-kind-AVTraining = 培训，不是真实交易
receipt-kind-AVBelegstorno = 单据冲销
receipt-kind-AVBelegabbruch = 中断的单据
receipt-kind-AVSachbezug = 员工实物福利
receipt-kind-AVSonstige = 其他业务
receipt-kind-AVRechnung = 发票，在别处付款
trust-service-AT0 = 封闭系统，没有证书
trust-service-AT1 = 证书由 A-Trust 签发
trust-service-AT2 = 证书由 GlobalTrust 签发
trust-service-AT3 = 证书由 PrimeSign 签发
trust-service-AT100 = 仅供测试

### 证据：被签名的字节

evidence-range = 部分
evidence-ranges = 被签名的字节各是什么
evidence-offset = 位置
evidence-read-as = 读作
evidence-structure = 再看 { $count } 个结构部分
evidence-structure-label = 被签名字节的结构
evidence-missing-here = 这里缺了内容
evidence-nothing = 空
evidence-change = 哪里不同
evidence-bytes-at = 字节
evidence-bytes-before = 第 { $offset } 字节之前
evidence-before = 现在的
evidence-after = 签名时的
evidence-digest-fits = 相符的摘要
evidence-tried-fits = 其中一种相符，别处没有改动。
evidence-tried-none = 没有一种相符。
evidence-tried-limit = 最多试 { $limit } 种。
range-version = 版本
range-logType = 对象标识
range-operation = 操作
range-clientId = 收银机标识（clientId）
range-processData = 业务数据
range-processType = 业务类型
range-transactionNumber = 交易号
range-serialNumber = 序列号
range-algorithm = 算法
range-signatureCounter = 签名计数
range-logTime = 签名时刻
range-header = 头部
range-turnover = 营业额计数器（加密）
range-chaining = 链值
range-invoiceHash = 发票的摘要
evidence-path-host = 由本页的网站提供

### What was written in another way

value-decimal-mark = 小数点写成了逗号，或相反
value-thousands-separators = 千位分隔符
value-decimals = 小数位数不同
value-cents = 以分为单位
value-amounts = 金额的写法
value-white-space = 空格
value-line-end = 多了行尾
value-base32 = base32
value-hex = 十六进制
value-base64url = base64url
value-offset = 与世界时的时差
value-time-format = 时间的写法
value-leading-zeros = 前面的零
value-little-endian = 字节顺序相反
value-hyphen = 换行处的连字符
value-shift-jis = UTF-8 被当作 Shift_JIS 读取
value-windows-1252 = UTF-8 被当作 Windows-1252 读取
value-length-in-characters = 长度按字符数而不是字节数计算
value-length-byte-lost = 长度字节丢失：被当作文字写出
value-trailing-bytes = 末尾多余的字节
value-curve = 曲线
value-hash = 哈希值
value-key = 公钥
value-message = 被签名的文字
value-invoice = 发票
value-serial = 序列号
value-subject-serial-number = 证书里的序列号

### OFD invoices: fields

field-invoiceType = 发票种类
field-invoiceCode = 发票代码
field-invoiceNumber = 发票号码
field-issueDate = 开票日期
field-checkCode = 校验码
field-sellerName = 销售方名称
field-sellerTaxId = 销售方纳税人识别号
field-buyerName = 购买方名称
field-buyerTaxId = 购买方纳税人识别号
field-documentType = 单据种类
field-itemCount = 项数
field-goodsCode = 主要商品编码（HSN）
field-registration = 登记号（IRN）
field-registered = 登记时间
field-amountExcludingTax = 合计金额（不含税）
field-taxAmount = 合计税额
field-total = 价税合计

### OFD invoices: notes

note-no-seal = 这个文件里没有可以核验的签章。这不等于是假的：有的数电票文件本来就不带签章。请到税务机关查验平台查询。
note-seal = 印章“{ $name }”（编号 { $number }），由 { $maker } 制作，有效期 { $notBefore } 至 { $notAfter }。名称和图案是制章方写的。
note-sealer-not-tax-administration = 盖章方：{ $signer }。这只证明是谁盖的章，不证明其有权开具发票：税务发票只以税务机关自己的证书为准。
note-seal-self-made = 印章“{ $name }”是签章者自己制作的（{ $maker }）：印章的名称和图案只是签章者自己的说法。
note-timestamp = 签章带有可信的时间戳：{ $time }。以它为准判断证书是否有效。
note-timestamp-not-trusted = 签章带有时间戳，但您没有信任它的签发机构，所以没有采用。
note-timestamp-not-read = 签章带有的时间戳无法读取，所以没有采用。
note-timestamp-does-not-fit = 时间戳不属于这个签章，所以没有采用。
note-no-signing-time = 签章没有写明可读的签章时间，所以无法判断当时证书是否有效。
note-archive-damaged = 文件不完整或已损坏，打不开。请重新下载，或向开票方索取原文件。
note-encrypted = 文件用密码或证书加了锁。请用它自己的阅读器打开，另存为不加锁的文件再核验。
note-packing-not-supported = 文件里有一部分（{ $entry }）用这里读不了的方式压缩。
note-entry-damaged = 文件的一部分（{ $entry }）在保存或传输中损坏了：它自带的校验数不符。请重新取得原文件。
note-hidden-bytes = 文件里有 { $bytes } 个字节不属于任何内容，没有读取。
note-path-read-loosely = 文件内部有的名称写法不一致（如大小写），按最接近的读取：{ $entries }。
note-entry-not-read = 文件的一部分无法读取：{ $entries }。
note-entry-missing = 文件里提到、但不在里面的部分：{ $entries }。
note-several-documents = 文件里有 { $documents } 份文档。这里显示的是第一份；其他的请单独打开看。
note-entries-not-covered = 文件里没有显示、签章也没有覆盖的部分：{ $entries }。
note-not-covered-by-all = 不是每个签章都覆盖的部分：{ $entries }。
note-weak-digest = 这里用的是过时的摘要算法：内容不同而摘要相同的文件是能造出来的。因为没有更新的可用，才予以承认；请同时到签发方自己的平台核对。
note-signature-raw = 签名值的写法与标准不同（64 个字节），内容相符。
note-signature-appended = 第一个签章之后又加盖了签章；除签章列表外没有变化。
note-signature-unlisted = 文件里有签章没有列入签章列表：{ $entries }。
note-seal-over-text = 印章盖在这些内容上面，可能遮住它们：{ $fields }。请看清下面的数字。
note-text-not-seen = { $reason ->
    [hidden] 页面上这一项是隐藏或近乎透明的：{ $field }。
    [white] 页面上这一项是白色的，看不见：{ $field }。
    [tiny] 页面上这一项的字小得看不见：{ $field }。
    [outside] 页面上这一项在纸面或自己的框之外：{ $field }。
    [clipped] 页面上这一项可能被裁掉：{ $field }。
    [covered] 页面上这一项可能被别的东西盖住：{ $field }。
    [glyphs] 这一项画出来的字形可能和文字不同：{ $field }。
    [font] 这一项用文件自带的字体画出，看到的可能和文字不同：{ $field }。
   *[twice] 页面上有两个编号相同的内容，不知道哪个是这一项：{ $field }。
    } 请以眼睛看到的为准，与数据对照。
note-time-differs = 签章里的两个时间相差超过十分钟。
note-data-differs = 文件里的另一份数据（{ $entry }）写着不同的值：{ $field }。两个程序会记下两个不同的值。
note-data-contradicts-page = 开票方签了两个不同的值：软件读到一个，人看到另一个（{ $field }）。

### OFD invoices: what needs no key

finding-invoice-sum = 不含税金额加税额不等于价税合计。
finding-invoice-words = 大写金额与小写金额不一致。
finding-invoice-number-form = 发票号码或发票代码的位数不对。
finding-invoice-tax-id = 统一社会信用代码的校验位不对。
finding-invoice-issued-later = 开票日期晚于签章日期。
finding-invoice-times-differ = 签章里的两个时间相差超过十分钟。
finding-invoice-data-differ = 文件里的两份数据不一致。
finding-invoice-data-contradict-page = 页面与数据不一致，而且都没有有效签章。

### OFD invoices: evidence

evidence-name-entry = 文件中的位置
evidence-name-which = 谁的
evidence-name-page = 页
evidence-name-text = 现在写着
value-signer = 签章者
value-seal-maker = 制章者
value-seal = 印章
value-not-in-seal = 不在印章允许的签章者之列
value-no-certificate = 没有附带证书
value-not-covered = 没有签章覆盖：是盖章后加入或换掉的
value-list-removed = 签章列表被去掉了
value-signature-value = 签名值
value-duplicate-entry = 两个同名的部分
value-names-differ-only-in-case = 两个名称几乎一样的部分
value-path-escapes = 名称指向文件之外
value-second-name = 一个部分有两个名称
value-local-header-differs = 两处记录不一致
value-overlapping-entries = 各部分互相重叠
value-archive-in-archive = 里面藏着第二个压缩包
value-size-differs = 写明的大小不对
value-document-type = 含有不允许的声明（DOCTYPE）
value-location-in-pieces = 位置被拆成几段写
value-members-twice = 同一项写了两次，或写在别处
value-signature-members = 签章文件的内容缺少或多余
value-signature-not-read = 签章文件读不出
value-signature-listed-twice = 同一个签章列了两次
value-seal-not-signed = 印章图案不在签名之内
value-check-method = 摘要算法
value-signature-method = 签名算法
value-no-z = 没有加入签章者信息（Z）
value-empty-id = 用了空的身份标识
value-sha-256 = 用了 SHA-256

### PDF files

verdict-unreadable-now-pages-not-read = 把印有码的那一页截图，再选这张截图。
verdict-unreadable-now-codes-not-looked-for = 把印有码的那一页截图，再选这张截图。
reading-file-title = 正在读文件
reading-file-lead = 文件留在这台设备上。
reading-file-open = 打开文件
reading-file-code = 在各页上找签名码
ofd-title = 文件的页面
page-title = 文件第 { $number } 页
page-label = 文件的一页，码的轮廓已标出
page-drawn = 由这台设备按文件简化重画；字体和颜色请看文件本身。

note-password-needed = 文件有打开密码，这里读不到内容。
note-opened-without-password = 文件限制了编辑，但可以读取。
note-later-update = 签名之后文件又存过；除了这里写明的，显示的内容没有变。
note-signed-again = 之后还有别人签过名。
note-filled-in-after-signing = 签名之后填写了表单栏目，签名者允许这样做：{ $fields }。
note-time-stamped = 签名时间由可信时间戳证明。
note-time-claimed = 签名时间是签名者自己写的。
note-time-stamp-not-trusted = 时间戳来自未受信任的机构，没有采用。
note-time-stamp-does-not-fit = 时间戳和这个签名对不上，没有采用。
note-time-stamp-only = 文件只有时间戳：它证明时间，不证明是谁开具的。
note-invisible-text = 文件里有看不见的文字，核对时没有采用。
note-trailing-bytes = 文件末尾多了空白，不影响核对。
note-algorithm-unsupported = 这种签名算法这里还不能核对。
note-pages-not-read = 文件没有全部读完：只读前面的若干页，而且只读几秒钟。
note-too-large = 文件太大或太复杂，没有读完。
note-blank-front = 文件开头多了空白，核对前已去掉。
note-codes-not-looked-for = 这里没有查找页面上的二维码。页面上印有二维码的，请截图后选择截图。
note-file-not-readable = 这个 PDF 已损坏，读不出页面，也找不到签名。
note-attached-invoice = 文件里附有电子发票数据（{ $names }），这里不核对附件。
note-signing-certificate-missing = 签名里没有写明用的是哪张证书（CAdES 要求写明），不影响核对结果。
value-resaved = 文件被别的程序重新保存过，签名已不在
value-printed-to-pdf = 这是打印生成的 PDF，打印不会带上签名
value-scanned = 这是扫描件，扫描不会带上签名
value-empty-field = 文件里留了签名栏，但没有人签
value-never-signed = 这个文件里没有电子签名
change-content = 页面内容换过
change-page = 增加或去掉了页面
change-annotation = 加了批注或图章
change-form = 表单栏目改过
change-font = 字体换过
change-picture = 图片换过
change-layer = 图层开关变了
change-signature = 签名栏动过
change-script = 加了脚本或自动动作
change-signed-bytes = 已签名的字节改过
change-bytes-after-the-end = 文件末尾附加了内容
change-other = 其他部分改过
change-chain = 后来的保存没有接在签名的版本上
change-end-not-covered = 签名没有盖到文件末尾
value-byte-range = 签名没有恰好盖住整个文件
value-duplicate-key = 签名字典里有重复的项
value-object-stream = 签名放在了不允许的位置
value-cms = 签名数据读不出来
value-signers = 签名者不止一个或没有
value-content-inside = 签名里另夹带了内容
value-attributes = 签名属性缺失或重复
value-structure = 文件结构已损坏
value-no-end = 文件没有结尾
value-signer-certificate-missing = 文件里没有签名者的证书
evidence-name-objects = 对象
evidence-name-paths = 位置
evidence-name-pages = 页
evidence-name-repair = 能对上的改动
evidence-name-subFilter = 签名形式
evidence-name-attribute = 签名属性
evidence-name-byteRange = 签名范围
evidence-name-names = 名称

## 支付网关报文

outcome-title = 报文所说的结果
outcome-paid = 已付款
outcome-accepted = 已受理，结果未出
outcome-pending = 处理中
outcome-failed = 付款失败
outcome-closed = 已关闭
outcome-refunded = 已退款
outcome-sealed = 已加密
outcome-not-a-payment = 不是付款结果
outcome-unknown = 看不出
note-bare-key = 用的是没有证书的公钥：由您信任它，没有有效期可查。
note-shape-unread = 这段文字的写法没法准确读出来：请粘贴收到的原始报文体或表单，或者 JSON。
note-weak-key = 这把公钥只有 { $bits } 位，太短，可以被破解，破解的人就能冒充签名，所以它证明不了什么。请向网关索取 2048 位的公钥。
note-other-key-fits = 手头另一把公钥能对上这条报文，但没有人为它担保；您信任的公钥对不上。随报文一起来的公钥证明不了什么。
note-about-refund = 这条报文说的是退款：说的是退款办得怎样，不是付款。原来的付款没有变，除非网关另有说明。
note-foreign-subject = 证书上的名称不是该网关的；因为是您指定信任的，仍然采用。
note-keyed-mac = 这种报文用双方共有的密钥核对：能核对的人也能自己造，所以不能作为凭证。
note-own-merchant = 报文写的商户号（{ $value }）是您保存的。
note-other-merchant = 报文写的商户号是 { $value }，不是您保存的：这笔不是付给您的。
note-merchant-not-named = 报文没有写商户号：请核对订单号和金额。
note-own-request = 这是商户自己发出的请求，不是网关说的话。
note-resource-not-opened = 给出的 APIv3 密钥打不开加密内容；核对结果不变。
note-sign-type-signed = 签名内容里包含 sign_type：个别产品如此，并非错误。
note-signing-time-unknown = 报文没有说何时签名：按报文里的时间到现在这一段判断证书有效期。
note-unsigned-text = 旁边还有别的内容，不在签名之内；只有下面列出的字段是报文的。
note-other-merchants-certificate = 证书是发给另一商户的（{ $certificate }），报文的收款方是 { $value }：服务商代收时属正常。
note-from-the-future = 报文的时间在核对时间之后一天以上。
evidence-name-bits = 位数
evidence-name-change = 变动
evidence-name-status = 结果
evidence-name-hides = 其中含有
evidence-name-role = 角色
evidence-name-environment = 环境
evidence-name-outcome = 结果
evidence-name-impossible = 不可能
evidence-name-unusual = 不寻常
evidence-name-keyed = 共有密钥
evidence-name-request = 商户请求
evidence-name-probe = 平台试探
evidence-name-signMethod = signMethod
value-plus-for-blank = “+”变成了空格：多解码了一次
value-double-decoded = 框架解码后程序又解码了一次
value-not-decoded = 没有做 URL 解码
value-html-entities = 输入过滤做了 HTML 转义
value-backslashes = 多了或少了反斜杠
value-charset = 字符集不同：地址、表单、程序不一致
value-empty-members = 签名时没有空值字段
value-member-order = 字段排序不同
value-trimmed = 首尾空白被去掉
value-number-format = 金额小数位变了
value-nested-json = 内嵌 JSON 被重新输出
value-json-slashes = JSON 里的斜杠写法变了
value-json-unicode = JSON 里的 \u 写法变了
value-json-html-safe = JSON 里的特殊符号被转义
value-json-order = JSON 先转成对象再输出，次序变了
value-milliseconds = 时间戳用了毫秒
value-pem-form = 证书文本的换行不同
value-digest-algorithm = 实际用的是另一种摘要算法
value-single-hash = 只算了一次摘要
value-extra-member = 多了一个字段
value-missing-member = 少了一个字段
value-twin = 用了相近字段的值
value-digit = 一位数字被改
value-unit = 分与元弄混
value-letter-case = 大小写不同
value-added = 签名后加上的
value-removed = 签名后去掉的
value-keyed = 用共有密钥核对
value-request = 商户自己的请求
value-probe = 平台试探
value-name = 字段名不合规
value-too-many = 太多
value-certificate = 证书
value-ca = CA 证书
value-usage = 用途不含签名
value-subject = 名称不是该网关
value-paid = 已付款
value-accepted = 已受理
value-pending = 处理中
value-failed = 失败
value-closed = 已关闭
value-refunded = 已退款
value-sealed = 已加密
value-not-a-payment = 不是付款
value-test = 测试环境
evidence-name-kinds = 种类
evidence-name-box = 方框
evidence-name-source = 来源
evidence-name-bytes = 字节

# 签发机构名录。
note-test-certificate = 这属于测试证书体系（{ $certificate }）：在它之下签的内容，不能说明有真实的交易。
note-anchor-form = 您信任的这张证书，写法与标准对签发方的要求不符（{ $detail }）。这不影响结论：信任的是它的密钥和名称。
note-no-key-identifier = 证书里没有写明由哪个密钥签发（{ $detail }）。按名称和签名仍能找到它的签发方。
note-issuer-known = 这是 { $publisher } 的 { $nameZh }。指纹 { $sha256 } 与公开来源一致（独立来源数：{ $sources }；名录日期 { $catalogue }）。发布页面：{ $page }。
note-issuer-candidate = 这看来是 { $publisher } 的 { $nameZh }。指纹 { $sha256 } 只在少数公开来源见过（独立来源数：{ $sources }）：信任之前，请到发布页面（{ $page }）核对。
note-issuer-same-key = 与 { $publisher } 的 { $nameZh } 密钥相同的另一张证书，可能是换发的。请把指纹 { $sha256 } 与发布页面（{ $page }）核对。
note-issuer-found = 它的密钥就是 { $publisher } 的 { $nameZh } 的密钥，这张证书我们以前没有见过。请把指纹 { $sha256 } 与发布页面（{ $page }）核对。
note-issuer-other-key = 注意：这张证书（{ $certificate }）自称 { $nameZh }，但密钥不是我们所知道的那一个。请把指纹 { $sha256 } 与 { $publisher } 的页面（{ $page }）核对，一致之前不要信任。
note-issuer-missing = 缺少的证书是 { $publisher } 的 { $nameZh }。可在页面“{ $page }”取得。SHA-256 { $sha256 }，公开来源中见过（独立来源数：{ $sources }；名录日期 { $catalogue }）。
note-issuer-missing-candidate = 缺少的证书大概是 { $publisher } 的 { $nameZh }。SHA-256 { $sha256 }，只在少数公开来源见过（独立来源数：{ $sources }）：请与页面“{ $page }”核对。
note-issuer-missing-wanted = 缺少的证书是 { $publisher } 的 { $nameZh }。请到页面“{ $page }”查找。这张证书我们没有见过；它的密钥标识是 { $keyId }。
note-issuer-missing-other-key = 缺少的证书用的是 { $publisher } 的 { $nameZh } 这个名称，但密钥不是我们所知道的那一个：可能是换了新的，也可能是别人的。请到页面“{ $page }”查询；我们没有可供核对的指纹。
note-issuer-listed = { $territory } 在 { $issued } 签名发布的信任列表，列有这张 CA 证书（{ $certificate }），用于合格签名或印章。这份列表已经旧了，不能说明现在的情况。
note-trust-group = 由信任组“{ $nameZh }”（{ $group }）担保，开启于 { $since }；名录日期 { $catalogue }。成员：{ $membersZh }。{ $lacks ->
    [true] 未包括：{ $missingZh }。
   *[false] {""}
    }
note-sample-key = 这张证书的密钥是公开的样例：任何人都能用它签名，所以它签的都不算数。
value-weak-digest = 证书签名所用的摘要算法（SHA-1）如今太弱
value-sample-key = 这个密钥是公开的样例：任何人都能用它签名
issuer-title = 缺少哪张证书
issuer-title-alike = 名称相似的证书
issuer-compare = 本页不会自行下载。请从发布者处取得，核对指纹后再添加。

## What a program signs over, and what is sealed

message-text = 待签名串
message-text-lead = 每个字符都算数，换行也算。复制的内容一字不差；这里把控制字符显示了出来。
message-as-given = 报文给出的样子
message-as-signed = 应有的样子：这样才与签名相符
program-title = 检查我的程序
program-place = 差别在“{ $field }”，从待签名串的第 { $position } 个字符起。
program-altered = 这不是解析造成的：有值在签名之后被改过。请保留两份文本，向网关查询这笔订单，并查清谁能写入日志或数据库。
program-other = 在任何解析、过滤、去空格之前取原始报文体或表单，只解码一次，再拼待签名串，与上面的逐字比较。
program-plus-for-blank = 框架把 + 变成了空格：多解码了一次。请读取原始报文体，只解码一次。
program-double-decoded = 这个值解码了两次：框架一次，程序又一次。去掉其中一次。
program-not-decoded = 这个值没有解码。拼待签名串之前，每个值要做一次 URL 解码。
program-html-entities = 输入过滤器把字符换成了 HTML 实体。请在任何过滤之前验签。
program-backslashes = 反斜杠被加上或去掉了（自动转义，或按 JSON 记日志）。请用原始值验签。
program-charset = 字符集不一致。读取和拼待签名串都用报文声明的字符集。
program-empty-members = 空值的参数被去掉了。待签名串里要保留它们。
program-member-order = 参数顺序不对。按字符编码排序，不要按语言环境排序，也不要忽略大小写。
program-trimmed = 首尾的空格或换行被去掉了。请对这个接口关闭自动去空格。
program-number-format = 金额被当成数字读入又重新写出。金额请按文本保存。
program-nested-json = 参数里的 JSON 被解析后重新写出。请保留它的原文。
program-json-slashes = JSON 被解析后重新写出，斜杠的转义不同。请在任何解析之前，用原始报文体验签。
program-json-unicode = JSON 被解析后重新写出，字符的转义不同。请在任何解析之前，用原始报文体验签。
program-json-html-safe = JSON 重新写出时用了 HTML 安全转义。请在任何解析之前，用原始报文体验签。
program-json-order = 报文体先绑定成对象，再按另一种顺序写出。请在任何解析之前，用原始报文体验签。
program-milliseconds = 时间戳成了毫秒。请原样使用请求头里的值（秒）。
program-pem-form = 证书里的换行被改了。请原样使用 signPubKeyCert，换行是 CR LF。
merchants-title = 我的商户号
merchants-why = 保存您在网关的商户号（银联 merId、微信支付商户号、支付宝 2088 开头的号），之后每条报文都会核对是不是付给您的。
merchants-number = 商户号
merchants-keep = 保存在本机并核对
merchants-forget = 不再保存
merchants-wrong = 这不像商户号：只能有数字和字母，最多 32 个字符，最多保存 20 个。
merchants-here = 浏览器不允许保存：这个号只在关闭网页前有效。
merchants-never = 只保存在这台设备上，不写进报告，不发给任何人。
sealed-title = 打开加密内容
sealed-why = 报文是真的；金额和结果是加密给商户的。用您的 APIv3 密钥（32 个字符）可以在这里打开。
sealed-key = APIv3 密钥
sealed-open = 打开一次
sealed-never = 密钥不离开这台设备，只用于这一次核对，随即忘掉；不保存，也不写进任何报告。

### 文件：先做什么

invoice-now-wrong = 查清之前，不要用这张发票报销、抵扣，也不要照它付款。
    .detail = 原样留好文件，请开具方核对；再到国家税务总局平台查验。
    .merchant = 先别再发这份文件，查清后重新开具。
invoice-now-unvouched = 弄清是谁盖的章之前，先不要报销、抵扣。
    .detail = 请开具方说明由哪家机构签发证书；再到国家税务总局平台查验。
    .merchant = 请把证书链一并提供给收票方。
invoice-now-unsigned = 光凭这个文件还不能报销：请开具方发原始的 OFD 文件。
    .detail = 也可以到国家税务总局平台查验。
    .merchant = 请发带签章的原始文件，不要发打印件或截图。
invoice-now-unreadable = 请用最初收到的文件再核对一次。
    .detail = 打不开不等于无效；也可以到国家税务总局平台查验。
    .merchant = 请重新发送原始文件。
invoice-now-verified = 把文件原样保存好，报销前到国家税务总局平台再查一次。
    .detail = 这里只说明文件完整、由谁盖章；是否已被用过，只有平台知道。
    .merchant = 不用做什么，把文件原样保存好。
einvoice-now-wrong = 查清之前，不要用这张发票报销、抵扣，也不要照它付款。
    .detail = 原样留好，用原来就知道的电话问开具方；再用登记号（IRN）到发票登记平台自己的网站查一次。

einvoice-now-unvouched = 弄清是谁签的之前，先不要用它报销、付款。
    .detail = 到发票登记平台自己的网站取得证书，核对指纹，再在这里信任它。

einvoice-now-unreadable = 请用最初收到的码或文件再核对一次。
    .detail = 读不出不等于无效；也可以到发票登记平台自己的网站查。

file-now-wrong = 查清之前，不要照这份文件付款、报销。
    .detail = 原样留好文件，用原来就知道的电话问开具方。
    .merchant = 先别再发这份文件，查清后重新签发。
file-now-unvouched = 弄清是谁签的之前，先不要照它付款。
    .detail = 用原来就知道的电话问开具方，再导入并信任其证书。
    .merchant = 请把整条证书链放进文件里。
file-now-unsigned = 光凭这个文件什么也证明不了：请开具方发签过名的原件。
    .detail = 打印、另存和扫描都会丢掉签名。
    .merchant = 请发签过名的原件，不要发打印件或扫描件。
file-now-unreadable = 请用最初收到的文件再核对一次。
    .detail = 打不开不等于无效。
    .merchant = 请重新发送原件。
file-now-verified = 不用做什么，把文件原样保存好。
verdict-verified-why-filled = 签名相符，证书有效。签名之后按签名者允许填写的，不在签名范围内：{ $fields }。
knows-filled = 除了按允许填写的表单栏目，签名之后没有别的改动。
verdict-unreadable-now-password-needed = 请开具方发一份不带密码的文件。
verdict-unreadable-now-encrypted = 请开具方发一份不加密的文件。
