# 网页与命令行共用的文字。编号规则见 en.ftl。

### 页面

app-name = 验单
app-name-other = Slipcheck
app-title = 验单 Slipcheck
nav-label = 主导航
nav-check = 核验
nav-certificates = 证书
nav-kept = 已存
nav-tools = 商户
nav-batch = 批量核验
nav-reconcile = 三单核对
nav-audit = 收银机导出审计
nav-incidents = 事件记录
nav-terminals = 终端
nav-course = 十分钟课程
nav-help = 说明
nav-language = 语言
nav-theme = 外观
theme-auto = 自动
theme-light = 浅色
theme-dark = 深色
skip-to-content = 跳到正文

start-title = 核对一张签购单或小票
start-lead = 几秒就知道：签名对不对，现在怎么办。
role-legend = 我是
role-cardholder = 我是持卡人
role-merchant = 我是商户

intake-label = 单据
intake-camera = 拍单据
intake-file = 选图片或文件
intake-clipboard = 从剪贴板
intake-text = 或者把文字、签名码贴在这里
intake-placeholder = 例如：eyJhbGciOi… · V0;… · _R1-AT1_…
intake-drop = 放开就核验
intake-again = 再验一张
intake-result = 结果：{ $verdict }

promise-upload = 什么都不上传。
    .detail = 照片和文字只在本机处理。
promise-offline = 断网也能用。
    .detail = 打开过一次，就可以离线核验。
trust-none = 信任谁，由您决定。
    .detail = 刚开始本页谁也不信任：好单据也会显示“签发方未知”，直到您导入并信任收单机构的证书。
    .action = 导入证书
samples-title = 没有单据？先看样例
samples-note = 样例由演示证书签名。由它核验的结果都不能当真。
samples-more = 看全部 { $count } 个样例
samples-missing = 样例没有取到。联网一次，再打开本页。
foot-formats = 可核验：签名单据、德国 TSE、奥地利 RKSV、ZATCA 码、OFD 和 PDF 文件、银联、微信支付、支付宝的报文；可解读：银联签购单
foot-source = 版本 { $version } · { $build }

help-digest = 机器提示“签名摘要错误”？
    .detail = 先看这几步，不要急着再刷一次
help-digest-more = 查屏幕上的应答码
help-title = 收银台前怎么办
help-lead = 终端或收银机提示签名有问题时，先做什么。
help-steps = 在收银台，先做这些
help-codes = 终端屏幕上的应答码
help-codes-lead = 提示里的两位字符，例如 A0 或 97，或者屏幕上的文字。以您收单机构的说明为准。
help-codes-label = 应答码或屏幕上的文字
help-codes-hint = 例如 A0
help-codes-none = 这里没有 { $code }。请问收单机构它的含义；重做之前先查询这笔交易。
help-codes-words-none = 列表里没有带这些字的应答码。旁边若有两位字符，请输入它；重做之前先查询这笔交易。
help-codes-offered = 可能是其中之一，请与屏幕上的两位字符对照。
help-codes-signature = 这说的是单据的签名，不是银行的应答。先这样做：
help-codes-cardholder = 对付款人来说：这笔可能成功，也可能没有。再付之前，先看账户有没有扣款。
help-codes-mac = MAC 保护的是终端与银行之间的报文，不是签购单的签名：终端报 MAC 错误，单据本身也可能完好。
help-codes-all = 全部应答码
help-about = 本页能做什么，不能做什么
help-about-1 = 在这台设备上重新计算签名，告诉您单据签名后有没有被改过，由谁签的。
help-about-2 = 它看不到钱有没有动，也分不出哪张是第一份。银行和收单机构可以。
help-about-3 = 您导入证书、比对指纹并按下“信任”之前，它谁也不信任。证书要从收单机构官网或银行取得，不要用单据上给的。
help-about-4 = 单据上的码打开哪个网页，是印码的人定的。有疑问时，请从自己的书签打开核验页，并核对网址。
help-about-5 = 不从别处下载，也不向外发送：照片、文字、证书和结果都留在这个浏览器里。
code-class-ok = 已完成
code-class-unclear = 结果不明：先查询
code-class-key = 密钥或安全
code-class-setup = 需收单机构设置
code-class-operation = 用正确的数据重做
code-class-software = 终端软件
code-class-limit = 限额
code-class-wait = 稍候
code-class-ask = 问收单机构
code-class-account = 卡或账户的答复，不是终端故障

### 读取，以及可能出的问题

reading-title = 正在读照片
reading-lead = 照片留在这台设备上。
reading-open = 打开图片
reading-code = 找签名码
reading-check = 核对签名
reading-cancel = 取消
reading-of = 第 { $number } 张，共 { $count } 张：{ $name }
status-checking = 正在核验
status-done = 结果：{ $verdict }
status-done-many = 已核验 { $count } 张单据
picture-found = 找到 { $count } 个码
photo-title = 照片
picture-label = 照片，码的轮廓已标出

problem-empty = 这个文件是空的。
    .now = 换一个文件，或从原处重新保存。
problem-type = 这既不是图片，也不是文字。
    .now = 选一张照片（JPEG、PNG 或 WebP），或者粘贴文字。
problem-heic = 这张照片是 HEIC 格式，这个浏览器打不开。
    .now = 在相机设置里选“兼容性最佳”，或者用 JPEG 格式发送。
problem-damaged = 这张图片打不开：已损坏或不完整。
    .now = 重拍一张，或从原处重新复制。
problem-too-large = 这张图片超过 5000 万像素。
    .now = 发一张小一点的，或用相机的普通设置拍。
problem-file-too-large = 这个文件太大。
    .now = 选 60 MB 以下的照片或文件，或者粘贴文字。
problem-text-too-large = 这段文字太长，不像一张单据。
    .now = 只复制单据或签名码，再粘贴。
problem-too-many = 一次给的文件太多。
    .now = 只核验了前 { $count } 个，其余的请随后再选。
problem-animated = 这张图片会动，只核验了第一帧。
    .now = 用静态照片更稳妥。
problem-clipboard = 这里读不到剪贴板。
    .now = 长按下面的输入框，选“粘贴”。
problem-clipboard-empty = 剪贴板里没有文字，也没有图片。
    .now = 先复制单据的文字或图片。
problem-address = 这个链接里没有单据的码。
    .now = 没有采用其中任何内容。请拍摄单据，或粘贴它的文字。
problem-trap = 核验中途停了，已经重新启动。
    .now = 再试一次。如果这张单据又停，请改贴文字，不用照片。
problem-hang = 核验时间太长，已经中止。
    .now = 换一张小一点的图片，或者只贴签名码，再试一次。
problem-unavailable = 本页有一部分没有加载。
    .now = 联网一次，再打开本页；之后就可以离线使用。
problem-no-code = 图片里没有找到签名码。
    .now = 把整张单据和整个二维码都拍进去。单据上没有码的，请粘贴文字。
problem-too-dark = 图片太暗，读不出来。
    .now = 到亮处重拍，不要让影子落在单据上。
problem-too-bright = 图片太亮，字迹发白。
    .now = 让单据避开灯光，关掉闪光灯再拍。
problem-blurred = 图片模糊。
    .now = 擦净镜头，拿稳，对好焦再按。
problem-cut-off = 码在图片边缘被切掉了。
    .now = 把整个二维码和四周一点白边都拍进去。
problem-too-small = 码在图片里太小。
    .now = 靠近一些，让单据占满画面。
problem-unreadable-code = 有一个码，但读不出来。
    .now = 把单据铺平，擦净镜头，正对着重拍。

### 结论

verdict-verified = 已核实
verdict-verified-why = 签名相符，证书有效，纸上印的和签名时的一样。
verdict-verified-now = 不用做什么，把单据收好就行。
verdict-verified-why-not-covered = 签名相符，证书有效。但签名没有覆盖这些内容，请自己核对：{ $members }。
verdict-verified-why-again = 签名相符，内容没有改过；但这张单据以前出现过，或是重打印的。
verdict-verified-now-again = 这是同一笔交易，不要再付一次。
    .detail = 真的单据也可能不止一份。
    .merchant = 退款或交货之前，先查这张单据有没有用过。
    .merchant-detail = 真的单据也可能不止一份。
verdict-verified-code-only = 签名码是真的
verdict-verified-code-only-why = 签名相符，由您信任的证书担保。纸上印的内容还没有对照，或没有全部对照。
verdict-verified-code-only-why-again = 签名相符，但这张单据以前出现过，或是重打印的。纸上印的内容还没有对照，或没有全部对照。
verdict-verified-code-only-now = 把上面这些值和纸上的对一遍。
verdict-verified-test = 签名相符，但属测试证书
verdict-verified-test-why = 签名相符，由测试体系的证书担保。这不能说明有真实的交易。
verdict-verified-test-now = 不要把它当作真实交易的单据。请向给您这张单据的人问清楚。
    .detail = 只要有一项不同，就是纸被改过：不要依据它。
verdict-altered = 内容被改动
verdict-altered-why = 纸上印的，不是签名时的内容。
verdict-altered-why-field = 纸上印的{ $field }，不是签名时的{ $field }。
verdict-altered-why-fields = 纸上有 { $count } 项不是签名时的内容。
verdict-altered-why-digest = 摘要那一行印错了，各项内容与签名时一样。
verdict-altered-why-unknown = 纸上印的和码里的不一样；签名的密钥，也没有您信任的人担保。
verdict-altered-now = 先别签名，也不要再付一次。
    .detail = 看银行通知，实际扣的是哪个金额。
    .merchant = 不要让顾客再付，先在终端查这笔。
    .merchant-detail = 用金额和参考号与主机记录核对。
    .till = 请店家查收银机的记录，开一张正确的小票。
    .till-detail = 收银机记的是哪个值，要看它自己的记录。
    .till-merchant = 先查收银机里的这笔记录。
    .till-merchant-detail = 与收银机导出的数据核对，核对之前不要改动收银机。
verdict-altered-now-digest = 请商户重打一张，不要再付一次。
    .detail = 各项内容与签名时一样，只有摘要那一行不同。
    .merchant = 检查终端的打印模板和软件，再重打一张。
    .merchant-detail = 各项内容与签名时一样，只有摘要那一行不同。
verdict-altered-digest = 摘要不符
verdict-altered-digest-why = 单据上写的摘要，不是它自己内容的摘要：内容或摘要那一行变过，或终端软件算错了。这不等于有人作假；是谁签的，手头没有公钥，还不知道。
verdict-altered-digest-now = 先别签名，也不要再付一次。
    .detail = 看银行通知，实际扣的是哪个金额；把这个结果给商户看。
    .merchant = 先查询这笔交易，不要重刷。
    .merchant-detail = 与主机记录核对金额和参考号，再查终端的软件和打印模板。
verdict-invalid = 签名不符
verdict-invalid-why = 单据上的签名与内容对不上。这并不等于有人作假。
verdict-invalid-why-cause = { $cause }，所以签名对不上。
verdict-invalid-now = 不要再付一次，把单据留好。
    .detail = 钱有没有动要看账户，不看单据。
    .merchant = 先查询这笔交易，不要重刷。
    .merchant-detail = 单据对不上，不说明款项有没有成功。
    .till-merchant = 查收银机的记录，再查它的签名设备。
    .till-merchant-detail = 小票对不上，不说明款项有没有成功。
verdict-invalid-digest = 摘要和签名都不符
verdict-invalid-digest-why = 单据上写的摘要不是它自己内容的摘要，签名也对不上：内容在签名之后变过，或在传送、打印时损坏。这并不等于有人作假。
verdict-invalid-digest-now = 先别签名，也不要再付一次。
    .detail = 钱有没有动要看账户，不看单据。
    .merchant = 先查询这笔交易，不要重刷。
    .merchant-detail = 单据对不上，不说明款项有没有成功。
verdict-certificate-problem = 证书有问题
verdict-certificate-problem-why = 单据有签名，内容没有改过，但签名用的证书有毛病。
verdict-certificate-problem-why-cause = { $cause }。签名本身相符。
verdict-certificate-problem-now = 留好单据，不要再付一次。
    .detail = 把结果给商户看：问题在商户的证书。
    .merchant = 下一笔之前，先把这台终端的证书弄好。
    .merchant-detail = 不要让顾客再付一次。
    .till-merchant = 把这台收银机签名设备的证书弄好。
    .till-merchant-detail = 不要让顾客再付一次。
verdict-unknown-issuer = 签发方未知
verdict-unknown-issuer-why = 签名相符，但签名的密钥没有您信任的人担保。
verdict-unknown-issuer-why-no-key = 单据有签名，但手头没有核对用的公钥。
verdict-unknown-issuer-why-differs = 纸上印的和码里的不一样。手头没有公钥，还不能核对签名的是哪一个。
verdict-unknown-issuer-why-not-bound = 签名相符，但签的不是这些金额，也没有您信任的人为密钥担保。
verdict-unknown-issuer-now = 先不要依据它。
    .detail = 索取收单机构的证书，导入后再核验。
    .merchant = 把证书提供给顾客，或印在单据上。
    .merchant-detail = 收单机构有这个证书。没有它，谁也核验不了您的单据。
    .till = 先不要依据它。
    .till-detail = 缺哪个证书、向谁要，见下面的原因。
    .till-merchant = 把收银机的证书提供给顾客。
    .till-merchant-detail = 收银机导出的数据里有，签名设备的厂商也有。
verdict-unsigned = 没有签名
verdict-unsigned-why = 这张单据上没有可核验的签名，不能证明真，也不能证明假。
verdict-unsigned-now = 以银行的扣款通知为准。
    .detail = 核对金额和时间，单据留好。
    .merchant = 用商户存根与主机记录核对。
    .merchant-detail = 收单机构能告诉您，终端能不能打印带签名的单据。
verdict-unreadable = 读不出来
verdict-unreadable-why = 这里没有读到本页认识的内容，所以什么也不能下结论。
verdict-unreadable-why-printed = 码已读到。签名覆盖的是纸上印的文字，还需要这些文字。
verdict-unreadable-why-confirm = 有一个字符可以读成两种样子，只有纸面能决定。
verdict-unreadable-why-invoice = 码没有问题，密钥也有人担保；金额对不对，只有发票本身能说明。
verdict-unreadable-why-unsupported = 本页认得这种单据，但还不能核验。
verdict-unreadable-now = 重拍一张，或粘贴完整的签名码。
    .detail = 单据留好：读不出来不等于无效。
verdict-unreadable-now-printed = 把纸上印的文字连同签名码一起输入或粘贴。
    .detail = 还缺：{ $members }。
verdict-unreadable-now-confirm-reading = 请看纸上写的是哪一个。
verdict-unreadable-now-invoice-needed = 请向商家索取电子发票（XML）。
verdict-unreadable-now-format-not-supported = 单据留好，怎么办见“另外要知道”。

verdict-about = 说明单据完整、由谁签名；不说明钱已经到账，也不说明这是唯一的一份。
list-separator = 、
colon = ：
stop = 。
verdict-now = 现在
verdict-printed = 纸上印的
verdict-signed = 签名里的
verdict-in-code = 码里的
verdict-not-equal = 不等于
demo-tag = 演示
demo-note = 这张单据由演示证书签名，不能当真。
test-tag = 测试
test-note = 测试：这是在测试证书体系下签名的，不能证明有真实的交易。
page-address = 本页：{ $address } · { $version }（{ $build }）
page-address-why = 请核对这是不是您要打开的网址。
results-title = 共有 { $count } 张单据
results-item = 单据 { $number }

### 结果

print-title = 输入或粘贴纸上印的文字
print-label = 把纸上印的各行照样写下来，一行一项
print-placeholder = 商户编号：… · 终端编号：… · 金额：…

steps-title = 接下来怎么做
steps-more = 再看 { $count } 步
steps-quote = 请备好
phase-now = 现在
phase-fix = 处理
phase-tell = 联系
phase-record = 记录
phase-prevent = 预防
action-report = 打印核验报告
action-save = 保存核验报告
action-add-certificate = 导入证书
action-show-key = 看公钥指纹
action-photo = 重拍
action-paste = 粘贴文字
action-call = 拨打 { $number }
action-open = 打开 { $site }
action-check-number = 号码来自二手资料，请先核对再用。

fields-title = 逐项对照
fields-title-code = 纸上的和码里的
fields-title-signed = 签名里的内容
fields-title-in-code = 码里的内容
fields-title-printed = 纸上印的内容
fields-name = 项目
fields-printed = 纸上印的
fields-signed = 签名里的
fields-in-code = 码里的
fields-code-only = 码里写的，没有签名
fields-same = 一致
fields-different = 不一致
fields-unsure = 不确定
fields-unsigned = 没有签名，无法核对
fields-not-printed = 没有印，或没有读到
fields-summary = { $different ->
    [0] { $same } 项都一致
   *[other] { $different } 项不同，{ $same } 项一致
    }
fields-summary-unsure = { $different ->
    [0] { $unsure } 项不确定，{ $same } 项一致
   *[other] { $different } 项不同，{ $unsure } 项不确定，{ $same } 项一致
    }
fields-count = { $count } 项
fields-more = 再看 { $count } 项一致的
fields-more-signed = 再看 { $count } 项

causes-title = 原因
causes-more = 其他可能的原因
cause-shown = 纸上印的
cause-read = 读到的
cause-fits-as = 相符的
cause-fits = 相符
cause-fits-not = 不符

checks-title = 七项检查
checks-all-pass = 都通过
checks-summary = { $fail ->
    [0] { "" }
   *[other] { $fail } 项不通过
    }
checks-summary-unknown = { $count } 项未定

knows-certain = 可以确定
knows-not-certain = 不能确定
knows-unsigned-certain = 看得出来
knows-unsigned-not = 看不出来
knows-whole = 单上的内容从签名到现在没有被改过。
knows-code-whole = 码里的内容从签名到现在没有被改过。
knows-fields = { $count ->
    [one] 读到的 1 项与签名一致。
   *[other] { $count } 项都与签名一致。
    }
knows-who = 由 { $subject } 的密钥签名，并由您信任的证书担保。
knows-who-host = 由 { $subject } 的密钥签名，并由本页所在网站提供的证书担保。
knows-who-demo = 用演示密钥签名。这谁都能做。
knows-mid = 证书写明商户 { $mid }。
knows-acquirer = 证书没有写明商户：它代表整个收单机构签名。
knows-not-paid = 钱是否已经入账。请以银行通知为准。
knows-not-only = 这是不是唯一的一份。
knows-not-paper = 纸上印的是不是同样内容。请对照。
knows-not-who = 是谁签的。谁都可以造一个密钥来签名。
knows-hash-signed = 码里的签名与码里的密钥相符。
knows-not-bound = 这些金额是否签过名。它们写在码里，没有签名，谁都能写上去。
knows-plausible = 号码和日期的写法都对。
knows-implausible = 有的号码或日期不寻常，见下面的检查。
knows-read = 读到 { $count } 项。
knows-not-genuine = 单据是不是真的。这些号码谁都印得出来。
knows-not-changed = 内容有没有被改过。没有签名可以对照。

notes-title = 另外要知道
address-warning = 单据上的码会打开另一个网页：{ $host }
address-warning-detail = 这里只核验了码，没有打开那个网页。冒充的核验页是常见手法：只相信自己打开的网址。本页是 { $own }。

key-title = 这个公钥
key-names = 自称
key-issued-by = 签发方
key-not-in-list = （不在您的列表里）
key-pin = 比对并信任这张证书
key-pin-detail = 在“证书”页打开它，显示完整指纹。在那里按下“信任”之前，都不受信任。
key-compare = 请商户念出这些数字，或与收单机构官网比对，要全部一致。
key-missing = 单据上没有证书本身。要信任这个公钥，请导入它的证书。
key-know = 我认识这台机器：记住它的密钥
key-know-detail = 以后同一密钥再次签名，或换了另一个，本页都会告诉您。这不如证书可靠，结论不会因此改变。
key-changed-title = 密钥和以前不同

timeline-valid = 证书有效
timeline-from = 起
timeline-until = 止
timeline-signed = 这张单据签名
timeline-label = 证书从 { $from } 到 { $until } 有效。单据签于 { $signed }。

certificate-title = 证书
certificate-subject = 持有人
certificate-issuer = 签发方
certificate-valid = 有效期
certificate-valid-range = { $from } 至 { $until }
certificate-serial = 序列号
certificate-fingerprint = SHA-256
certificate-key = 密钥
certificate-usage = 用途
certificate-merchants = 商户
certificate-path = 路径

### 证据与报告

evidence-title = 证据
evidence-lead = 别的工具得出同样结果所需的一切
evidence-show = 查看证据
evidence-close = 关闭
evidence-signed-bytes = 被签名的字节
evidence-bytes = { $count } 字节
evidence-as-text = 作为文字
evidence-digest = 摘要
evidence-digest-algorithm = 算法
evidence-digest-signed = 被签名内容的
evidence-digest-computed = 重新计算的
evidence-digest-stated = 单上印的
evidence-signature = 签名与公钥
evidence-algorithm = 算法
evidence-curve = 曲线
evidence-key = 公钥 SHA-256
evidence-repaired = 是否修正
evidence-repaired-yes = 只有按“原因”里说的改动之后才相符
evidence-repaired-no = 没有，按原样核验
evidence-tried = 试过
evidence-tried-count = 试过 { $count } 种改动。
evidence-code = 读到的码
evidence-path = 证书路径
evidence-path-none = 没有找到这个公钥的证书。
evidence-path-trusted = 由您信任
evidence-path-demo = 演示
evidence-checks = 各项检查的依据
evidence-reading = 识别为
copy = 复制
copied = 已复制
copy-failed = 没能复制。请选中文字，手工复制。
save-json = 保存为 JSON
save-text = 保存为文本
keep = 保存在本机
keep-about = 只存在这个浏览器里，不含照片，直到您删除。
keep-done = 单据已保存在这个浏览器里。
keep-kept = { $time } 保存，只在这个浏览器里。
keep-list = 查看已存的单据
keep-changed = 保存时：{ $before }。重新核验：{ $now }。
keep-remove = 删除
keep-removed = 已删除 { $count } 张已存的单据。
keep-undo = 撤回
copy-text = 复制文本
copy-json = 复制 JSON
incident-write = 记下经过
print-report = 打印核验报告

report-title = 签购单核验报告
report-title-other = Slip verification record
report-number = 编号
report-checked = 核验时间
report-transaction = 交易
report-fields = 逐项对照
report-field = 项目
report-result = 结果
report-cause = 原因
report-cause-line = { $cause }（{ $confidence }）。
report-evidence = 证据
report-digest = 签名内容的摘要
report-key = 公钥指纹
report-path = 证书路径
report-done = 已经做了
report-done-1 = 没有再次付款，没有签名
report-done-2 = 查看银行通知，实际扣款 { $blank } 元
report-done-3 = 商户已撤销 / 退货，凭证号 { $blank }
report-done-4 = 已联系发卡行，受理编号 { $blank }
report-done-merchant-1 = 没有重刷，没有重复交付
report-done-merchant-2 = 已查询主机，实际入账 { $blank } 元
report-done-merchant-3 = 已撤销 / 退货，凭证号 { $blank }
report-done-merchant-4 = 已联系收单机构，受理编号 { $blank }
report-steps = 接下来
report-contacts = 可以找谁
report-contact-bank = 发卡银行
report-contact-bank-detail = 卡背面的电话
report-contact-unionpay = 中国银联
report-contact-12315 = 消费投诉
report-contact-12363 = 金融消费权益
report-contact-acquirer = 收单机构
report-contact-acquirer-detail = 合同或终端上的电话
report-contact-tax-de = 德国税务局
report-contact-tax-at = 奥地利税务局（FinanzOnline）
report-contact-tax-detail = 多次出现时
report-sign-cardholder = 持卡人签字
report-sign-merchant = 商户签字 / 盖章
report-foot = 本报告由 Slipcheck 验单在使用者的设备上生成，未向任何人传送。结果说明签名之后内容是否变化，不说明由谁改动，也不代替银行或主管部门的认定。
report-demo = 演示：由演示证书生成，不能证明任何事。

### 证书

update-ready = 本页有新版本。
update-now = 打开新版本

### 检查

check-format = 格式
check-format-pass = 形式符合规定
check-format-fail = 形式不被接受，不符合规定
check-format-warn = 能读，有一处不寻常
check-format-unknown = 形式无法判断
check-format-absent = 没有认识的格式
check-digest = 摘要
check-digest-pass = 重新计算与所印一致
check-digest-fail = 重新计算的与所印的不同
check-digest-warn = 摘要一致，有一处不寻常
check-digest-unknown = 所印的摘要不完整，或无法比较
check-digest-absent = 单上没有印摘要
check-signature = 签名
check-signature-pass = 与内容和公钥相符
check-signature-fail = 与内容不符
check-signature-warn = 相符，有一处不寻常
check-signature-unknown = 暂时不能核对：缺公钥或缺被签名的文字
check-signature-absent = 没有找到签名
check-certificate = 证书
check-certificate-pass = 能连到您信任的证书
check-certificate-pass-host = 能连到本页所在网站 { $host } 提供的证书
check-certificate-fail = 连不到您信任的任何证书
check-certificate-warn = 能连到信任的证书，有一处不寻常
check-certificate-unknown = 手头没有这个公钥的证书
check-certificate-absent = 没有签名，就没有证书
check-validity = 有效期
check-validity-pass = 签名时有效
check-validity-fail = 对这个签名无效
check-validity-warn = 有效，但有保留
check-validity-unknown = 没有证书，无法判断
check-validity-unknown-signature = 签名还没有核对，无法判断
check-validity-absent = 没有证书可查
check-printed = 印刷内容
check-printed-pass = 印的都与签名一致
check-printed-fail = 有的与签名不同
check-printed-pass-code = 印的与码里的一致，但签名没有证实
check-printed-fail-code = 有的与码里的不同
check-printed-warn = 一致，有一处不寻常
check-printed-unknown = 印的内容没能全部对照
check-printed-absent = 没有可对照的：只有码，或只有印的内容
check-plausibility = 合理性
check-plausibility-pass = 号码、日期、长度都合理
check-plausibility-fail = 号码或日期互相矛盾
check-plausibility-warn = 有一处不寻常
check-plausibility-unknown = 读到的太少，无法判断
check-plausibility-absent = 没有可判断的内容

check-format-detail = { $format }
check-digest-detail = { $digest }
check-signature-detail = { $algorithm }
check-certificate-detail = { $subject }，由 { $issuer } 签发
check-validity-detail = { $from } 至 { $until }
check-printed-detail = { $count } 项一致
check-printed-differs = { $field }：印 { $printed }，签 { $signed }
check-printed-differs-code = { $field }：印 { $printed }，码里 { $signed }

status-pass = 通过
status-fail = 不通过
status-warn = 注意
status-unknown = 未知
status-absent = 无

confidence-proven = 已证实
confidence-likely = 很可能
confidence-possible = 有可能

### 原因

cause-field-altered = 内容在签名之后变了
cause-field-altered-why = 纸上印的不是签名时的值。这不说明是谁改的：可能是打印模板、终端软件，也可能是人为。
cause-digest-mismatch = 摘要不符
cause-digest-mismatch-why = 按单据内容重新计算的摘要，不是单据上写的那个。这不需要密钥就能确定。内容或摘要那一行变过，或终端软件算的是别的内容；是哪一种、是谁造成的，单据看不出来。钱有没有付，它也不说明。
cause-reading-error = 字符读错了
cause-reading-error-why = 把这些字符读成另一种样子，签名就相符。哪种对，看纸面。
cause-truncated = 签名码不完整
cause-truncated-why = 码提前结束，或长度不可能完整，后面缺了一段。
cause-algorithm-conflict = 实际签名方式与声明不同
cause-algorithm-conflict-why = 换成另一种摘要或曲线，签名就相符。终端软件声明错了。
cause-encoding-conflict = 写法与签名时不同
cause-encoding-conflict-why = 签名、公钥或文字换一种编码来读就相符。内容没有变，是软件写法不对。
cause-time-zone = 时间差了整小时
cause-time-zone-why = 把时间移动整小时，签名就相符：当地时间与另一个时区弄混了。
cause-clock-wrong = 印的时间略有偏差
cause-clock-wrong-why = 把时间移动一点，签名就相符。收银机与签名设备的时钟不一致。
cause-certificate-expired = 证书已过期
cause-certificate-expired-why = 单据签名时，证书已经到期。过期不等于伪造：签名本身相符。
cause-certificate-not-yet-valid = 证书尚未生效
cause-certificate-not-yet-valid-why = 单据签在证书启用之前。多半是终端时钟不准。
cause-certificate-revoked = 证书被吊销
cause-certificate-revoked-why = 签发方收回了这个证书，用它签的单据不能再作依据。
cause-certificate-unknown-issuer = 没有您信任的人为这个公钥担保
cause-certificate-unknown-issuer-why = 手头没有证书能从这个公钥连到您信任的一方。有了对的证书，同一张单据可能就会核实。
cause-certificate-wrong-key = 证书属于另一个密钥
cause-certificate-wrong-key-why = 签名的密钥不是单据所指证书里的那个。常见于更新证书时只换了一半。
cause-certificate-wrong-usage = 证书不能用来签这张单据
cause-certificate-wrong-usage-why = 证书是为别的用途或别的商户签发的，或上级证书违反了规则。
cause-signing-device-failed = 收银机没有签名设备在工作
cause-signing-device-failed-why = 单据自己写明了。这是已知状态，不是伪造，只是无法核验。
cause-printer-fault = 打印有问题
cause-printer-fault-why = 字迹淡、缺列或码有损坏：多半是打印机或纸的问题。
cause-camera-fault = 图片不够清楚
cause-camera-fault-why = 模糊、太暗、反光或缺边，所以读不出来。单据本身可能没问题。
cause-header-refused = 签名码的头部不被接受
cause-header-refused-why = 头部声明了签名单据不允许的内容，需要出单的一方改正。
cause-malformed = 签名码的数据形式不对
cause-malformed-why = 有一项缺失、重复或形式不对，需要出单的一方改正。
cause-chain-broken = 收据的链接断了
cause-chain-broken-why = 链接值或计数器接不上相邻的收据。
cause-duplicate-slip = 这张单据以前出现过
cause-duplicate-slip-why = 同一张签名单据在这次输入里有两份，以前核验过，或标明是重打印。
cause-not-signed = 没有签名
cause-not-signed-why = 这张单据上没有找到签名码。很多单据都没有。
cause-data-corrupted = 内容被改动或损坏
cause-data-corrupted-why = 已知的原因都解释不了。数据或签名码在签名之后损坏或变化；从单据看不出是谁造成的。
cause-payment-failed = 报文说：付款没有成功
cause-payment-failed-why = 网关在这份报文里说付款失败或已关闭。这与签名是否成立是两回事。
cause-payment-pending = 报文说：结果还没有出来
cause-payment-pending-why = 网关只说已受理或处理中，还没有说已付款。

### 格式

format-signed-slip = 签名单据
format-de-tse = 德国 TSE 收据
format-at-rksv = 奥地利 RKSV 收据
format-cn-ofd = OFD 电子发票
format-sa-zatca = 沙特 ZATCA 码
format-cn-acp = 银联网关报文
format-cn-wechatpay = 微信支付报文
format-cn-alipay = 支付宝报文
format-in-einvoice = 印度电子发票（签名二维码）
format-cn-unionpay = 银联签购单
format-card-slip = 银行卡签购单（非中国银联）
format-none = 未识别
type-sale = 消费
type-void = 消费撤销
type-refund = 退货
type-preauth = 预授权
type-preauth-completion = 预授权完成

### 依据的各项

evidence-name-field = 项目
evidence-name-fields = 项目
evidence-name-signed = 签名里的
evidence-name-printed = 纸上印的
evidence-name-read = 读作
evidence-name-value = 值
evidence-name-fits = 相符的
evidence-name-declared = 声明的
evidence-name-found = 找到的
evidence-name-expected = 应为
evidence-name-algorithm = 算法
evidence-name-curve = 曲线
evidence-name-member = 项目
evidence-name-members = 项目
evidence-name-reason = 理由
evidence-name-subject = 持有人
evidence-name-issuer = 签发方
evidence-name-serial = 序列号
evidence-name-notBefore = 生效
evidence-name-notAfter = 到期
evidence-name-time = 时间
evidence-name-at = 时刻
evidence-name-date = 日期
evidence-name-length = 长度
evidence-name-count = 数量
evidence-name-tried = 试过
evidence-name-keySha256 = 公钥 SHA-256
evidence-name-sha256 = SHA-256
evidence-name-computed = 重新计算的
evidence-name-stated = 所写的
evidence-name-mid = 商户编号
evidence-name-merchants = 商户
evidence-name-usage = 用途
evidence-name-finding = 看到的
evidence-name-brightness = 亮度（0 到 1）
evidence-name-sharpness = 清晰度（0 到 1）
evidence-name-glare = 反光遮住码的比例
evidence-name-pixelsPerModule = 每个码点的像素
evidence-name-printContrast = 打印对比度（0 到 1）
evidence-name-missingColumns = 缺失的列数
evidence-name-errorsCorrected = 已用的纠错（0 到 1）
evidence-name-host = 网址
evidence-name-format = 格式
evidence-name-characters = 字符
evidence-name-position = 位置
evidence-name-positions = 不同的位
evidence-name-company = 公司
evidence-name-companies = 证书写的公司
evidence-name-what = 涉及
evidence-name-part = 部分
evidence-name-where = 位置
evidence-name-mark = 标记
evidence-name-by = 依据
evidence-name-hours = 小时
evidence-name-seconds = 秒
evidence-name-code = 码里的
evidence-name-readings = 可能的读法
evidence-name-named = 所指证书
evidence-name-certificate = 证书
evidence-name-keyId = 公钥标识
evidence-name-namesake = 同名证书
evidence-name-signer = 实际签发
evidence-name-name = 名称
evidence-name-detail = 说明
evidence-name-key = 密钥
evidence-name-digest = 摘要
evidence-name-signature = 签名
evidence-name-first = 首次
evidence-name-kept = 保存于
evidence-name-thisUpdate = 发布
evidence-name-nextUpdate = 下次
evidence-name-limit = 上限
evidence-name-left = 未看的
evidence-name-selfIssued = 自己签发
evidence-name-clause = 条款
evidence-name-rule = 规则
evidence-name-lines = 行数
evidence-name-shown = 现在写的
evidence-name-needs = 还需要
evidence-name-tag = 项
evidence-name-present = 现有
evidence-name-kind = 种类
evidence-name-profile = 规范
evidence-name-place = 位置
evidence-name-least = 至少
evidence-name-most = 至多
evidence-name-completed = 已补全
evidence-name-previous = 前一张单据
evidence-name-receipts = 单据数
evidence-name-version = 版本
evidence-name-phase = 阶段
evidence-name-chaining = 链值
evidence-name-turnover = 营业额计数器

### 项目

field-merchant = 商户名称
field-mid = 商户编号
field-tid = 终端编号
field-type = 交易类型
field-amount = 金额
field-currency = 币种
field-time = 时间
field-stan = 凭证号
field-rrn = 参考号
field-auth = 授权码
field-batch = 批次号
field-pan = 卡号
field-tip = 小费
field-digest = 签名摘要
field-baseAmount = 消费金额
field-amountWords = 大写金额
field-operator = 操作员号
field-acquirer = 收单机构
field-issuer = 发卡行
field-acquirerCode = 收单机构号
field-issuerCode = 发卡行号
field-cardBrand = 卡组织
field-cardKind = 卡类型
field-entryMode = 读卡方式
field-expiry = 有效期
field-settlementDate = 清算日期
field-featureCode = 交易特征码
field-remark = 备注
field-origStan = 原凭证号
field-origRrn = 原参考号
field-origDate = 原交易日期
field-origAuth = 原授权码
field-origBatch = 原批次号
field-origTid = 原终端号
field-origOrderNo = 原订单号
field-balance = 余额
field-instalments = 分期数
field-firstInstalment = 首付金额
field-method = 支付方式
field-orderNo = 商户订单号
field-payOrderNo = 支付订单号
field-payCode = 付款码
field-discount = 优惠
field-status = 交易状态
field-shop = 门店
field-address = 地址
field-phone = 电话
field-printedTime = 打印时间
field-appVersion = 版本号
field-serialNumber = 序列号
field-tc = 交易证书（TC）
field-arqc = 应用密文（ARQC）
field-aac = 应用密文（AAC）
field-tvr = 终端验证结果（TVR）
field-tsi = 交易状态信息（TSI）
field-aid = 应用标识（AID）
field-atc = 应用交易计数（ATC）
field-unprNum = 不可预知数
field-aip = 应用交互特征（AIP）
field-cvmr = 持卡人验证结果
field-iad = 发卡行应用数据（IAD）
field-termCap = 终端性能
field-csn = 卡序列号
field-appLabel = 应用标签
field-appName = 应用首选名
field-taxId = 税号
field-receiptNo = 单号
field-terminalReceiptNo = 终端单号
field-registerId = 收银机编号
field-tillNo = 收银台
field-net = 净额
field-vat = 税额
field-gross = 含税金额
field-gross0 = 0% 税率
field-gross7 = 7% 税率（含税）
field-gross10 = 10% 税率（含税）
field-gross13 = 13% 税率（含税）
field-gross19 = 19% 税率（含税）
field-gross20 = 20% 税率（含税）
field-gross55 = 5.5% 税率（含税）
field-gross107 = 10.7% 税率（含税）
field-vatRate = 税率
field-subtotal = 小计
field-tendered = 实收
field-change = 找零
field-payments = 付款
field-tseTransaction = TSE 交易号
field-tseCounter = TSE 签名计数
field-tseSignature = TSE 签名
field-tseSerial = TSE 序列号
field-tseStart = TSE 开始
field-tseEnd = TSE 结束
field-tseFirstOrder = 首次点单
field-tseAlgorithm = TSE 算法
field-tseTimeFormat = TSE 时间格式
field-tsePublicKey = TSE 公钥
field-tseProcessType = TSE 业务类型
field-tseProcessData = TSE 业务数据
field-tseProvider = TSE 提供方
field-receiptKind = 收据种类
field-origReceiptNo = 原单号
field-certificateSerial = 证书序列号
field-trustService = 发证机构
field-rksvCode = RKSV 码

### 提示

note-printed-text-needed = 签名覆盖纸上印的文字。还缺：{ $members }。
note-confirm-reading = 有一处可以读成两种样子，请对照纸面。
note-compare-with-paper = 没有看到纸上印的内容，或没能全部对照。请把签名里的值与纸面对一遍。
note-line-not-compared = { $reason ->
    [cut] 印的内容太长，后面的部分没有对照。
    [currency] 这里印的可能不是签名里的币种，请看纸面：{ $lines }
    [time] 这里的日期或时间没能与签名对照，请看纸面：{ $lines }
    [title] 这里写的可能是另一种交易，或者根本没有付款，与签名不符，请看纸面：{ $lines }
    [member] 这里的号码与签名里的不同，请看纸面：{ $lines }
    [code] 纸上有一部分像码却读不出来，没有对照，请自己看纸面。
   *[sum] 这里的金额没能与签名对照，请看纸面：{ $lines }
 }
note-not-covered = { $what ->
    [entries] 文件里有、但没有签章覆盖的部分：{ $members }。谁都可以改动它们。
   *[other] 印在纸上，但签名没有覆盖：{ $members }。打印单据的人可以随意改动这些内容。
    }
note-code-in-address = 码包在一个网址里，它会打开 { $host }。这里没有打开它。
note-paste-damage = 文字在复制时受损，核验前已改回，不影响任何值。
note-certificate-needed = 手头没有这个公钥的证书。请索取签名证书，导入后再核验。
note-proves-nothing = 这种单据上的号码谁都能算出来：对得上只说明没有抄错，不能证明真伪。
note-format-not-supported = 认出来了：{ $format ->
    [de-tse] { format-de-tse }
    [at-rksv] { format-at-rksv }
    [cn-ofd] { format-cn-ofd }
    [sa-zatca] { format-sa-zatca }
    [cn-unionpay] { format-cn-unionpay }
    [card-slip] { format-card-slip }
   *[other] { $format }
    }。这个版本还不能核验它的签名。
note-picture = 图片：{ $finding ->
    [too-dark] 太暗
    [too-bright] 太亮
    [blurred] 模糊
    [cut-off] 码被切掉
    [too-small] 码太小
    [unreadable-code] 码读不出来
   *[no-code] 没有找到码
    }。
note-empty = 没有给出内容。
note-nothing-recognised = 没有认识的格式或单据版式。
note-payload-not-canonical = 签名数据不是规范写法。按实际签名的字节核验，不影响结论。
note-text-cut = 文字太长，只看了开头的 { $limit } 字节。
note-beside-code = { $where ->
    [address] 码所在的网址里还有别的内容。只取了码；其余不是印在纸上的，没有对照。
   *[code] 二维码里除了签名码还有别的内容。只取了签名码；其余不是印在纸上的，没有对照。
    }
note-search-cut = 这段文字会让找码花很长时间，分成几段的码没有找到底。请只给这一张小票。
note-lines-cut = 照片上的行太多，只看了前 { $limit } 行。
note-causes-cut = 这次输入里有很多小票对不上。这一张为什么对不上，没有找到底：请单独核验它。
note-codes-cut = 码太多，只核验了前 { $limit } 个。
note-messages-cut = 报文太多，或者一层套一层太深：只核对了前 { $limit } 条。其余的请另外再贴。
note-signs-for-acquirer = 证书没有写明商户：它代表整个收单机构签名。
note-signs-for-merchant = 证书写明可以为商户 { $mid } 签名。
note-revocation-not-checked = 没有给出吊销列表，所以没有查证书是否被吊销。
note-crl-foreign = 有一份吊销列表没有用上：不是这个证书的签发方签的，或范围不符。
note-crl-stale = 吊销列表已过时（{ $issuer }）。请换新的。
note-ocsp-stale = 关于 { $certificate } 的在线状态答复（OCSP）已过期或不能采用，所以没有计入。请取一份新的。
note-certificate-revoked-since = 证书后来被吊销了；单据签名时仍有效。
note-certificate-expired-since = 证书后来到期了；单据签名时有效，这不影响结论。
note-anchor-expired = 您信任的根证书本身已过期，仍按您的信任使用。
note-certificates-not-all-checked = 证书、吊销列表或状态答复太多，没有全部查完。没查到的不等于没有问题，所以这里不给出核实的结论。请只导入这张单据需要的那些，再核验一次。

### 依据里的值

value-length = 长度不对
value-form = 写法不对
value-characters = 有不允许的字符
value-missing = 缺失
value-duplicate = 出现两次
value-unknown = 不认识
value-empty = 空的
value-future = 在将来
value-zero = 为零
value-above-amount = 大于总金额
value-too-long = 太长
value-parts = 段数不对
value-json = 不是 JSON
value-not-an-object = 不是 JSON 对象
value-base64 = base64
value-order = 次序不对
value-algorithm = 算法不允许或不支持
value-signature = 签名
value-header = 头部
value-payload = 数据
value-code = 签名码
value-print = 纸面
value-input = 本次输入
value-kept = 您已存的单据
value-reprint = 重打印
value-field-digest = 分项摘要
value-der = DER 编码
value-fixed-length = 定长编码
value-newline = 多了换行
value-jws = 该处放了整段签名文本（JWS）
value-jws-in-base64 = 该处放了整段签名文本（JWS），并做了 Base64
value-hex-in-base64 = 十六进制之后又做了 Base64
value-base64-twice = 做了两次 Base64
value-utf-16 = UTF-16
value-hashed-twice = 摘要算了两次
value-payload-not-canonical = 数据不是规范写法
value-dates = 有效期
value-key-usage = 密钥用途
value-extended-key-usage = 证书用途
value-merchant = 商户
value-end-entity = CA 证书不能签单据
value-key-strength = 密钥太弱
value-path-length = 证书链太长
value-name-chaining = 名称接不上
value-name-constraints = 名称超出限制
value-policies = 证书策略
value-basic-constraints = 不是 CA 证书
value-other-issuer = 别的签发方
value-crl-sign = 签发方无权签吊销列表
value-stale = 已过时
value-keyCompromise = 密钥泄露
value-cACompromise = CA 密钥泄露
value-superseded = 已更换
value-cessationOfOperation = 停止使用
value-affiliationChanged = 归属变更
value-unspecified = 没有说明理由
value-fits = 相符
value-differs = 不符
value-absent = 没有

evidence-name-authority = 认证机构
evidence-name-issuerSerial = 所缺证书的序列号
evidence-name-published = 公布地址（不会自动访问）
evidence-name-formats = 信任范围
evidence-name-holder = 为谁签名
evidence-name-known = 以前见过的密钥
value-acquirer = 收单机构
value-tse-vendor = TSE 厂商或运营方
value-rksv-trust-provider = 奥地利信任服务机构
value-rksv-closed-system = 企业自己（封闭系统）
value-ofd-authority = 国内电子认证机构
value-tax-authority = 税务机关
value-other-formats = 已信任，但只用于其他格式
value-not-trusted = 链是完整的，但您没有信任其根证书
value-too-many-paths = 可能的证书链太多
value-too-many-checks = 证书和吊销信息太多，没有查完
value-company = 公司
value-company-not-named = 证书没有写明码里的公司
value-test-service = 测试用的签名，不为真实的小票担保
value-unknown-service = 码里的信任服务不在奥地利主管部门的名单上
value-a-trust = A-Trust
value-globaltrust = GLOBALTRUST (e-commerce monitoring)
value-primesign = PrimeSign
value-d-trust = D-Trust (Bundesdruckerei)
value-deutsche-fiskal = Deutsche Fiskal
value-darz = DARZ
value-swissbit = Swissbit
value-diebold-nixdorf = Diebold Nixdorf
value-cryptovision = cryptovision
value-fiskaly = fiskaly
value-epson = Epson
value-deutsche-telekom = Deutsche Telekom Security
value-cfca = 中国金融认证中心（CFCA）
value-bjca = 北京数字认证（BJCA）
value-sheca = 上海市数字证书认证中心（SHECA）
value-netca = 广东省电子商务认证（NETCA）
value-gdca = 数安时代（GDCA）
value-state-taxation = 国家税务总局
value-zatca = ZATCA
missing-acquirer = 请向签购单上写明的收单机构索取其终端签名所用的证书，然后导入这里。
missing-tse-vendor = 商户可以导出其 TSE 的证书（收银机的 TSE 导出文件，即 TAR 文件，里面就有）。TSE 厂商或运营方会公布其 CA 证书。
missing-rksv-trust-provider = 信任服务机构（A-Trust、GLOBALTRUST 或 PrimeSign）的目录按序列号提供该证书；商户的数据采集记录（DEP 导出）里也有。
missing-rksv-closed-system = 封闭系统的密钥由企业自己保管：请向该企业索取公钥，或索取去掉保密密钥的 cryptographicMaterialContainer.json 文件。
missing-ofd-authority = 所写的认证机构会公布其 CA 证书；给发票盖章的一方能告诉您是哪一个。
missing-tax-authority = 卖方的证书由税务机关（ZATCA）签发：请向卖方索取。
missing-payment-gateway = 证书或公钥由支付网关提供：请从网关官方下载页获取，并用另一种方式核对指纹。
missing-invoice-portal = 发票登记平台（IRP）在自己的网站公布签名用的证书或公钥：请从那里取得，用另一条途径核对指纹，再在这里信任它本身。
note-key-seen = 您以前见过 { $holder } 的这个密钥：自 { $since } 以来 { $times } 次。这比证书弱：除您自己外没有人为它担保。
note-key-changed = 为 { $holder } 签名的密钥与以前不同；您自 { $since } 起认识的那个见过 { $times } 次。可能是换了设备，也可能是别人：请先问清楚再相信。
note-key-first-seen = 第一次见到为 { $holder } 签名的密钥。

### Live camera

intake-live = 对准扫码

### PDF files

format-pdf-signature = PDF 文件
cause-changed-after-signing = 签名之后被改动
cause-changed-after-signing-why = 现在显示的内容和签名时的版本不一样。以签名时的版本为准，并向开具方核实。
verdict-altered-why-changed = 文件在签名之后被改动：{ $kind }。

## Messages of payment gateways: genuine is not paid

verdict-message-paid = 报文是真的：网关说已付款
verdict-message-paid-to-other = 报文是真的：但钱付给了别的商户，不是您
verdict-message-accepted = 报文是真的：已受理，还不是已付款
verdict-message-pending = 报文是真的：付款还在处理，结果未出
verdict-message-failed = 报文是真的：这笔付款失败了
verdict-message-closed = 报文是真的：这笔交易已关闭，没有有效的付款
verdict-message-refunded = 报文是真的：网关说已退款
verdict-message-refunded-part = 报文是真的：网关说退了一部分款
verdict-message-refund-accepted = 报文是真的：退款已受理，还没有退成
verdict-message-refund-pending = 报文是真的：退款还在处理
verdict-message-refund-failed = 报文是真的：退款失败，钱没有退
verdict-message-refund-closed = 报文是真的：退款已关闭，钱没有退
verdict-message-refund-unknown = 报文是真的：看不出退款结果
verdict-message-sealed = 报文是真的：金额和结果是加密的
verdict-message-not-a-payment = 报文是真的：但它不是付款结果
verdict-message-unknown = 报文是真的：看不出付款结果
verdict-message-why = 签名成立，证书也受信任：这些话确实是网关说的。真报文不等于钱已到账，请与自己的订单和账户核对。
message-own-merchant = 是您保存的
message-other-merchant = 报文写的商户号不是您保存的那个。
message-nobody-named = 报文没有写是给哪家商户的：可能是别人的。
verdict-message-now = 先和自己的订单核对：商户号、订单号、金额都要一致。
    .detail = 钱有没有到账，看账户或对账单，不看报文。
verdict-message-now-unpaid = 先别再付一次。
    .detail = 钱有没有扣，看您自己的账单；有扣款就给店家看。
    .merchant = 先别发货，也别再收一次款。
    .merchant-detail = 向网关查询这笔订单的结果，以查询结果和对账单为准。
verdict-message-test = 测试环境的报文：没有真实资金
verdict-message-now-other = 这笔不是付给您的：不要凭它发货。
    .detail = 用自己的订单号向网关查询；商户号不对的报文不是给您的。
verdict-message-now-refund = 先查询这笔退款，不要重复退。
    .detail = 这条报文说的是退款，原来的付款没有变。
verdict-message-now-refunded = 核对订单号和退款金额，把这单记为已退款。
    .detail = 退款是否到账，看顾客的账单和自己的账户。
message-again = 这条报文您已经存过：是同一笔付款，不是又一笔。
message-now-again = 不要为同一笔付款再发一次货。
message-stands = 文中写的
message-why-altered = 网关签名之后，“{ $field }”被改过：现在写的不是网关说的。
message-why-added = “{ $field }”写在这里，但签名里没有：是框架加的，或者是别人加的。
message-why-left-out = “{ $field }”签名里有，这里却没有。
message-why-time = “{ $field }”与网关签的时间差了整几个小时。
message-why-algorithm = 网关的密钥对得上，但用的摘要算法与这里写的不同：是程序的问题。
message-why-rewritten = 内容是网关签的，但这里换了一种写法，所以与签名不符：是程序的问题。
message-why-forged = 签名成立，但签的是一个商户，不是网关。
message-why-unknown = 还没有信任的网关证书或公钥能为这条报文作证。
message-why-request = 这是商户自己发出的请求，不是网关说的话。
message-why-keyed = 这种签名用双方共有的密钥：能验的人也能造，不能证明是网关发的。
message-why-unsigned = 这条报文没有签名，不能证明是网关发的。
message-why-probe = 这是平台在试探商户是否验签，不是真正的通知。
message-why-two-ways = 网关签的内容，从这段文字可以读成两种意思：结果和金额都不能确定。
message-now-altered = 不要凭这段文字发货或退款。
message-now-rewritten = 改程序，用原始报文再验一次。
message-now-text = 重新取完整的原始报文，再核对。
message-now-two-ways = 重新取原始报文体或表单，再核对。
message-now-forged = 按伪造处理：不要发货，告知平台。
message-now-wrong-key = 换成对的证书或公钥，再核对。
message-now-certificate = 先查清证书的问题，再凭它发货。
message-now-unknown = 从网关官方下载页取证书或公钥，核对指纹后再信任。
message-now-request = 等网关的通知或查询结果。
message-now-keyed = 在自己的服务器上核对；不要凭别人给的这段文字发货。
message-now-unsigned = 不要凭它发货。
message-now-probe = 按验签失败应答即可。
message-now-detail = 是否付款，用自己的订单号向网关查询，以查询结果和账户为准。
message-now-probe-detail = 正式的通知会再发来。
knows-message = 报文完整，是网关发出的。
outcome-test = 这是网关测试环境的报文：没有真实资金。
