# The view incidents: loaded with it.

# The record

incidents-opening = 正在打开记录
incidents-about = 记录只留在这台设备上，本页不发送任何内容。
incidents-none = 还没有记录。核对出结果后按“记下经过”，或在这里新建一条。
incidents-new = 新建记录（没有单据）
incidents-back = 所有记录
incidents-replaced = 另一个标签页刚改过同一栏。现在保留这里写的；那边写的已记入经过，没有丢。
incidents-retention-unsaved = 浏览器没有地方保存这个选择：只在关闭页面之前有效。
incidents-gone = 这条记录不在这里：已经删除，或从未存在这台设备上。
incidents-number = 编号
incidents-opened = 登记
incidents-since = { $time } 登记
incidents-until = 等到 { $day }
incidents-overdue = { $day } 已到期，请跟进
incidents-due = { $count } 件已到答复日，请先跟进。
incidents-more = 再显示（还有 { $count } 条）
incidents-said = 当时的核对结论
incidents-said-at = 核对于 { $time }。记录不改变结论。
incidents-no-slip = 没有单据：终端或收银机报告了问题
incidents-differs = { $field }：印刷为 { $printed }，码或签名里为 { $signed }
incidents-imported = { $time } 从文件导入：其中的结论没有在这台设备上核对。
incidents-what = 经过与原因
incidents-happened = 经过
incidents-cause = 原因
incidents-masked = 卡号已遮盖：只留前六后四。
incidents-never = 不要写完整卡号、有效期、安全码、密码或证件号。
incidents-fields = 编号与细节
incidents-filled = 已填 { $count } / { $all }

# Where it stands

incidents-state = 状态
incidents-next = 接下来
incidents-awaited = 等谁答复
incidents-settle = 确定：{ $state }
incidents-cause-missing = 结案前请先写下原因。
incidents-timeline = 时间线
incidents-told = 告诉了谁
incidents-done = 做了什么
incidents-note-told = 告诉了谁、受理编号、答复
incidents-note-done = 做了什么、谁做的
incidents-note = 记入时间线
incidents-event-opened = 登记
incidents-event-state = 状态：{ $state }
incidents-event-told = 告知：{ $text }
incidents-event-done = 已做：{ $text }
incidents-event-tick = 已勾：{ $step }
incidents-event-untick = 取消勾选：{ $step }
incidents-event-choice = 顾客的选择：{ $choice }
incidents-event-choice-back = 收回选择：{ $choice }
incidents-past = （后来改了）
incidents-line = 记哪一种
incidents-to = 发给谁
incidents-event-deadline = 答复日：{ $day }
incidents-event-photo = 加入照片
incidents-event-photo-removed = 删除照片
incidents-event-replaced = { $field }里另一个标签页或设备写的：{ $text }
incidents-event-imported = 从文件导入

# Evidence

incidents-report = 当时的核对报告
incidents-no-report = 没有单据，所以没有核对报告。
incidents-certificate = 证书
incidents-photo = 单据照片
incidents-photo-keep = 把这张单据的照片也留下
incidents-photo-add = 加一张照片
incidents-photo-remove = 删除照片
incidents-photo-about = 只有您选择时才保存照片。请先遮住卡号。
incidents-photo-refused = 这不是图片，或者超过 20 MB，没有保存。

# Texts for others

incidents-send = 可以直接发出的文字
incidents-send-about = 本页不发送。复制后由您自己发出；卡号只有前六后四。
incidents-to-acquirer = 收单机构
incidents-to-bank = 银行
incidents-to-authority = 主管部门
incidents-message-acquirer = 事由：签名或摘要核对问题，请协查（{ $number }）
incidents-message-bank = 事由：请查询一笔银行卡交易（{ $number }）
incidents-message-authority = 事由：反映单据核对问题（{ $number }）
incidents-message-acquirer-ask = 请告知：这笔交易是否成功、是否重复，以及终端的签名和证书状态。
incidents-message-bank-ask = 请告知：这笔交易是否入账、是否重复；如有多扣，请告知如何处理。
incidents-message-authority-ask = 以上是核对结果，不是对任何人的指控。请告知如何受理。
incidents-message-by = 请在 { $day } 前答复。
incidents-message-foot = 核对由 Slipcheck 在本机完成：只说明单据的签名和内容是否相符，不说明款项是否到账。

# Paper, calendar, deleting

incidents-print = 打印记录
incidents-print-title = 事件记录
incidents-calendar = 答复日加入日历（.ics）
incidents-calendar-all = 所有答复日（.ics）
incidents-calendar-title = 跟进 { $number }：{ $state }
incidents-delete = 删除记录
incidents-delete-sure = 删除后不能恢复，照片也一起删除。您另存的文件和浏览器自己的残留不在其中。
incidents-delete-not = 不删
incidents-delete-now = 删除
incidents-delete-failed = 浏览器没有删除，记录还在。请重新打开本页再试。
incidents-deleted = 已删除 { $count } 条，本页不能恢复。
incidents-deleted-old = 按您的选择，已删除 { $count } 条过期的结案记录。
incidents-old = { $count } 条结案记录已超过您选择的期限。
incidents-old-auto = 一天以后再打开本页时自动删除；设备时钟若不准，校准后就不删。想保留，请在下面选更长的期限。
incidents-delete-old = 删除这些
incidents-retention = 结案后保留多久
incidents-retention-label = 结案后保留
incidents-days = { $days ->
    [0] 直到手工删除
    [365] 一年
    [3650] 十年
   *[other] { $days } 天
    }
incidents-auto = 到期先提醒，一天以后自动删除（不选则只提醒）
incidents-retention-set = 就这样
incidents-retention-done = { $days ->
    [0] 已定：保留到手工删除。
    [365] 已定：结案后保留一年。
    [3650] 已定：结案后保留十年。
   *[other] 已定：结案后保留 { $days } 天。
    }
incidents-memory = 浏览器不让保存：关闭本页后记录就没了。请现在导出加密文件。
incidents-full = 存储已满或被拒：最近的改动只在这一页里，以前保存的都还在。请删除旧记录或照片，或在列表里导出加密文件，然后再试。
incidents-retry = 再存一次

# The file

incidents-file = 换设备、备份
incidents-file-about = 所有记录存成一个加密文件；没有口令谁也打不开，忘了口令也无法找回。
incidents-export = 导出加密文件
incidents-import = 导入加密文件
incidents-password = 口令
incidents-password-again = 再输一次口令
incidents-password-about = 至少 { $count } 个字符；几个不相干的词连起来最好。
incidents-password-short = 口令太短：至少 { $count } 个字符。
incidents-password-differs = 两次口令不一样。
incidents-seal = 加密并保存 { $count } 条
incidents-file-chosen = 文件：{ $name }
incidents-unseal = 打开并并入
incidents-working = 正在处理，请稍候
incidents-exported = 已把 { $count } 条存进加密文件。请核对下载文件夹。
incidents-imported-done = 新增 { $added } 条，与本机的合并 { $newer } 条；{ $kept } 条文件里没有新内容。
incidents-imported-both = 有 { $count } 栏两台设备写得不一样：后写的留在栏里，另一份记入了经过，没有丢。
incidents-import-unsaved = 导入的记录还没有存到设备上：存储已满或被拒。文件没有变，请腾出空间再存一次。
incidents-file-other = 这不是本页导出的加密文件。什么也没有改动。
incidents-file-too-new = 这个文件来自更新的版本。请先更新本页再导入。什么也没有改动。
incidents-file-too-much-work = 打开这个文件要算的次数多得反常，没有打开。请用自己导出的文件。什么也没有改动。
incidents-file-too-large = 这个文件太大，不像是本页导出的。什么也没有改动。
incidents-file-truncated = 文件不完整：结尾缺失。请重新复制整个文件。什么也没有改动。
incidents-file-damaged = 文件已损坏，或内容不是记录。请用另一份备份。什么也没有改动。
incidents-file-wrong-password = 口令不对。请再试一次；注意大小写和输入法。什么也没有改动。

# The conversation at the till

incidents-till = 在收银台
incidents-aloud-merchant = 可以对顾客这样说
incidents-aloud-cardholder = 可以对店员这样说
incidents-say-merchant-fits = 核对通过了，单据没有问题。您收好单据就可以。
incidents-say-merchant-half = 单据上的码是真的。我们一起看看金额和时间对不对，再确认款项到了没有。
incidents-say-merchant-altered = 单据上写的和它的二维码或签名对不上。这不一定是谁的错。请先别签字，我来查这笔交易，不会让您付两次。
incidents-say-merchant-unfit = 这张单据的签名没有对上，可能只是设备或扫码的问题。请稍等，我先查款项有没有扣，不会让您付两次。
incidents-say-merchant-certificate = 单据内容没变，是我们终端的证书有问题，和您无关。我先确认这笔交易，再给您一张正确的单据。
incidents-say-merchant-unknown = 签名由谁签的，这台设备还不认识，不代表有问题。我去取证书，您也可以看银行的通知。
incidents-say-merchant-none = 这张单据没有可以核对的签名，或者没读出来。我按参考号去查这笔交易，请稍等。
incidents-say-merchant-terminal = 终端提示有问题，是什么问题现在还不知道。请稍等，我先查款项有没有扣，不会让您付两次。
incidents-say-cardholder-fits = 核对通过了，谢谢。我把单据收好。
incidents-say-cardholder-half = 码是真的。能一起看一下金额和时间，再确认一下这笔付好了吗？
incidents-say-cardholder-altered = 单据上写的和它的二维码或签名对不上，可能是机器的问题。能麻烦您查一下这笔交易吗？查清之前我先不签字，也不再付一次。
incidents-say-cardholder-unfit = 这张单据的签名没有对上，可能只是机器的问题。能麻烦您查一下款项有没有扣吗？查清之前我先不再付。
incidents-say-cardholder-certificate = 单据没被改过，是终端的证书有问题。能确认一下这笔交易，再给我一张正确的单据吗？
incidents-say-cardholder-unknown = 我的手机还不认识签名的证书。您那里有证书文件，或者知道收单机构是哪家吗？
incidents-say-cardholder-none = 这张单据没有可以核对的签名，或者我没读出来。能按参考号查一下这笔交易吗？
incidents-say-cardholder-terminal = 终端提示有问题。能先查一下款项有没有扣吗？查清之前我先不再付一次。
incidents-choose-merchant = 顾客希望怎样？
incidents-choose-cardholder = 您希望怎样？
incidents-choice-sign-again = 重新签名出单
incidents-choice-other-card = 换一张卡
incidents-choice-cash = 付现金
incidents-choice-cancel = 取消交易
incidents-unsure-merchant = 先查清第一笔有没有扣款，再收第二笔。
incidents-unsure-cardholder = 先查清第一笔有没有扣款，再付第二笔。
incidents-step-said = 把上面的话说了。
incidents-step-check-new = 用本页核对新的单据。
incidents-step-void-proof = 第一笔如已扣款：先撤销，并给顾客撤销单。
incidents-step-cash-receipt = 现金收款开收据，注明第一笔没有收。
incidents-left = { $count ->
    [0] 都勾完了。
   *[other] 还剩 { $count } 步。
    }

# Hints

incidents-hint-happened = 发生了什么，在哪里，谁在场
incidents-hint-cause = 查明的原因；结案时必填
incidents-hint-money = 是、否、两次、不知道；怎么查到的
incidents-hint-card = 只写前六后四
incidents-hint-awaited = 例如：收单机构客服，受理编号
incidents-hint-outage = 设备故障：从何时到何时，为什么
incidents-hint-outcome = 结果，以及怎样避免再发生

# Fields and states of specs/next-steps.json

incidents-field-happened = 经过
incidents-field-cause = 原因
incidents-field-noticed-at = 发现时间
incidents-field-reported-by = 登记人
incidents-field-shop = 商户名称与地点
incidents-field-merchant-number = 商户编号
incidents-field-terminal-number = 终端编号
incidents-field-transaction-time = 交易时间
incidents-field-transaction-type = 交易类型
incidents-field-amount = 金额与币种
incidents-field-reference-number = 参考号
incidents-field-trace-and-batch = 凭证号、批次号
incidents-field-authorisation-code = 授权码
incidents-field-card = 卡号（只写前六后四）
incidents-field-receipt-number = 收据或发票号
incidents-field-host-code = 应答码与屏幕提示
incidents-field-verdict = 核对结论
incidents-field-causes = 原因与把握
incidents-field-money = 是否扣款
incidents-field-goods = 商品是否交付
incidents-field-outage = 故障起止与原因
incidents-field-attachments = 附件
incidents-field-deadline = 最迟答复日
incidents-field-outcome = 结果与预防
incidents-state-open = 待处理
incidents-state-waiting-shop = 等商户答复
incidents-state-waiting-acquirer = 等收单机构或服务商
incidents-state-waiting-bank = 等银行
incidents-state-waiting-authority = 等主管部门
incidents-state-corrected = 已更正
incidents-state-refunded = 已退款
incidents-state-no-fault = 查无问题
incidents-state-unresolved = 未能解决
incidents-state-closed = 已结

# Of a reconciliation.
incidents-compared = 三单核对：{ $status }
incidents-compared-at = 核对于 { $time }，依据当时给出的签购单、对账单和银行流水。记录不改变结论。
incidents-message-compared-acquirer = 事由：一笔交易各方记载不符，请协查（{ $number }）
incidents-message-compared-bank = 事由：请查询一笔银行卡交易（{ $number }）
incidents-message-compared-authority = 事由：反映一笔交易各方记载不符（{ $number }）
incidents-message-compared-acquirer-ask = 请告知：这笔交易在贵处如何记账，差异从何而来，以及如何处理。
incidents-message-compared-bank-ask = 请告知：这笔交易是否入账、金额和日期，以及是否重复；如有多扣，请告知如何处理。
incidents-message-compared-authority-ask = 以上是几份单据的对照，不是对任何人的指控。请告知如何受理。
incidents-message-compared-foot = 由 Slipcheck 在本机对照：只说明几份单据写了什么，不说明款项是否到账。
incidents-compared-ambiguous = 无法确定
incidents-compared-duplicated = 重复
incidents-compared-amount-differs = 金额不同
incidents-compared-missing-in-acquirer = 对账单里没有
incidents-compared-missing-in-slip = 没有签购单
incidents-compared-missing-in-bank = 银行流水里没有
incidents-compared-merchant-differs = 商户编号不同（跳码）
incidents-compared-fee-unexplained = 手续费不明
incidents-compared-date-differs = 日期不同
incidents-compared-not-covered = 账单未覆盖
incidents-compared-reversed = 已撤销或冲正
incidents-compared-agrees = 一致
incidents-too-long = 一栏最多保存 { $count } 个字符，后面的不会保存。离开之前它还在屏幕上：请缩短，或把其余的写到别处。
incidents-note-long = 经过的一条最多 { $count } 个字符，这条有 { $length } 个，还没有记入，仍在输入框里：请缩短，或分几条记。
incidents-search = 查找：编号、参考号、商户、原因
incidents-found-none = 没有找到这样的记录。
incidents-say-merchant-host = 终端显示了一个代码。请稍等，我先查清有没有扣款，不会让您付两次。
incidents-say-cardholder-host = 终端显示了一个代码。请先查一下有没有扣款，在这之前我先不再付款。

# 终端提示而没有单据的；以及三单一致的。
incidents-message-terminal-acquirer = 事由：终端提示有问题，请协查（{ $number }）
incidents-message-terminal-bank = 事由：请查询一笔银行卡交易（{ $number }）
incidents-message-terminal-authority = 事由：反映终端问题（{ $number }）
incidents-message-terminal-acquirer-ask = 请告知：这笔交易是否成功、是否重复，以及终端上的提示是什么意思。
incidents-message-terminal-bank-ask = 请告知：这笔交易是否入账、是否重复；如多扣，应如何处理。
incidents-message-terminal-authority-ask = 以上是终端上显示的内容，不是对任何人的指控。请告知如何受理。
incidents-message-terminal-foot = 由 Slipcheck 在本机记录，没有核对单据。
incidents-message-agrees-acquirer = 事由：请查询一笔交易（{ $number }）
incidents-message-agrees-bank = 事由：请查询一笔银行卡交易（{ $number }）
incidents-message-agrees-authority = 事由：关于一笔交易（{ $number }）
incidents-message-agrees-acquirer-ask = 我方手里的几份单据对这笔交易说法一致，请确认贵方的入账情况。
incidents-message-agrees-bank-ask = 我手里的几份单据对这笔交易说法一致，请确认它只按这个金额入账一次。
incidents-message-agrees-authority-ask = 这笔交易的几份单据一致。请告知上述情况如何受理。
