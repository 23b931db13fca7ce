# The view terminals: loaded with it.

terminals-none = 还没有终端。在下面写上签购单上的终端编号。
terminals-unknown = 列表里没有这台终端，也许已经删除。
terminals-memory = 浏览器不保存任何内容，或空间已满：关闭本页后，这里写下的就没有了。
terminals-lock = 这里的一切只存在本设备上。
terminals-masked = 这像是银行卡号，没有完整保存，只留首六位和末四位。终端编号印在小票上“终端号”后面，一般 8 位。
terminals-number = 终端编号（TID，或收款机编号）
terminals-add = 添加终端
terminals-offer = 添加刚核对的单据上的终端
terminals-open = 打开
terminals-back = 所有终端
terminals-remember = 记住我的终端的核对结果
terminals-remember-detail = 默认关闭。打开后，核对上面列出的终端的单据时，会在本设备上记下：结论、原因、核对时间、时钟偏差、为它担保的证书的名称和到期日。不记金额，不记卡号，不记单据本身。随时可以关闭和删除。
terminals-forget = 删除这台终端记下的结果
terminals-forget-all = 删除所有记下的结果
terminals-forgotten = 记下的结果已删除。
terminals-remove = 删除这台终端
terminals-remove-all = 删除所有终端
terminals-removed = 已删除 { $count } 台终端。
terminals-really = 连同体检和记下的结果一起删除，不能恢复。
terminals-delete = 删除
terminals-keep = 保留
terminals-about = 终端资料
terminals-name = 名称（可不填）
terminals-vendor = 终端厂商
terminals-acquirer = 收单机构
terminals-phone = 故障时拨打的电话
terminals-call = 拨打
terminals-software = 软件版本
terminals-maintenance = 下次维护
terminals-certificates = 证书
terminals-certificates-none = 没有证书写着这台终端的编号。可以在这里导入：
terminals-expires = 有效至 { $date }
terminals-expired = 已于 { $date } 到期
terminals-from-slip = 在核对通过的单据上见过
terminals-from-file = 导入的文件
terminals-row-certificate = 证书有效至 { $date }
terminals-seen = 核对结果
terminals-seen-none = 还没有记下结果：核对这台终端的单据，结果就会出现在这里。
terminals-seen-off = 没有记下结果：在终端列表里可以打开。
terminals-plot = 最近 { $weeks } 周核对 { $count } 次，其中不符 { $bad } 次。
terminals-table = 每周的数字
terminals-week = 周一
terminals-group-good = 通过
terminals-group-open = 无签名或读不出
terminals-group-certificate = 证书问题
terminals-group-bad = 不符
terminals-count = 核对次数
terminals-faults = 打印和摄像头
terminals-faults-none = 没有发现故障
terminals-times = { $count } 次，最近一次 { $last }
terminals-clock = 时钟
terminals-clock-none = 没有发现偏差
terminals-clock-hours = 偏差 { $count } 小时（{ $date }）
terminals-clock-seconds = 偏差 { $count } 秒（{ $date }）
terminals-causes = 原因
terminals-last = 最近的结论
terminals-due = 快到期的事
terminals-due-certificate = 终端 { $number } 的证书“{ $name }”{ $past ->
    [yes] 已于 { $date } 到期，请联系收单机构更换。
   *[no] 将于 { $date } 到期（还有 { $days } 天），请提前联系收单机构更换。
 }
terminals-due-maintenance = 终端 { $number } { $past ->
    [yes] 的维护日 { $date } 已过。
   *[no] 应于 { $date } 维护（还有 { $days } 天）。
 }
terminals-calendar = 保存日历提醒（.ics）
terminals-calendar-certificate = 终端 { $number } 的证书“{ $name }”于 { $date } 到期
terminals-calendar-maintenance = 终端 { $number } 于 { $date } 维护
terminals-calendar-text = 请联系收单机构或厂商，并在验单的“终端”页做一次体检。
terminals-checkup = 十问体检
terminals-checkup-lead = 站在终端前，约五分钟。没查的可以先放着。
terminals-checkup-keep = 保存这次体检
terminals-checkup-kept = 体检结果已保存。
terminals-checkup-past = 以前的体检
terminals-checkup-result = 是 { $yes }，否 { $no }，未查 { $open }
terminals-answer-yes = 是
terminals-answer-no = 否
terminals-answer-later = 未查
terminals-ask-sign-in = 今天的签到成功了吗？
terminals-do-sign-in = 重新签到；两次不成，不再刷卡，致电收单机构，请他们重新下发密钥。
terminals-ask-network = 网络稳定吗（信号满格、网线插牢）？
terminals-do-network = 换个位置或网络，重启终端；断网时的交易先查再重刷。
terminals-ask-paper = 热敏纸够用、装得正吗？
terminals-do-paper = 换一卷新的热敏纸；褪色的纸会让编码读不出。
terminals-ask-print-head = 打印清楚，没有白条吗？
terminals-do-print-head = 用酒精棉清洁打印头；白条还在，请厂商更换。
terminals-ask-clock = 终端时间与标准时间相差不到一分钟吗？
terminals-do-clock = 重新签到让主机校时；仍有偏差，请厂商校正时间和时区，并记录下来。
terminals-ask-certificate = 证书的到期日还在六十天以后吗？
terminals-do-certificate = 现在就联系收单机构更换；到期后签的单据会核对不通过。
terminals-ask-software = 软件是厂商的最新版本吗？
terminals-do-software = 与厂商约定更新时间，更新前先结算；把新版本记在上面。
terminals-ask-duplicates = 当前批次里没有重复的交易吗？
terminals-do-duplicates = 按参考号和凭证号查对；确实重复的，撤销其中一笔并告诉顾客。
terminals-ask-settlement = 上一个营业日结算成功了吗？
terminals-do-settlement = 现在结算；不平或失败时，保留单据，致电收单机构。
terminals-ask-emergency = 故障电话贴在终端旁、写在这里了吗？
terminals-do-emergency = 在上面写下收单机构合同或终端标签上的电话，并贴在终端旁。
terminals-emergency-empty = 上面还没有填写电话号码：填好之前，这一题按“否”记。

# A photo of the screen.
terminals-photo = 拍摄屏幕
terminals-photo-about = 也可以拍下终端屏幕：照片上的代码会列在这里。照片只在本设备上处理，不保存。
terminals-photo-cancel = 取消
terminals-photo-asks = 识别前需下载一次 { $size } MB。
terminals-photo-ready = 由本设备识别文字。
terminals-photo-read = 识别照片
terminals-photo-load = 正在获取文字识别组件：{ $done } / { $all } MB
terminals-photo-print = 正在识别第 { $done } 行，共 { $all } 行
terminals-photo-failed = 照片未能识别，请手动输入代码。
terminals-photo-none = 照片上没有找到已知代码。请靠近、正对屏幕再拍，或手动输入。
terminals-photo-found = { $count ->
    [one] 找到一个代码，请与屏幕对照。
   *[other] 找到 { $count } 个代码，请按下屏幕上作为应答的那一个。
  }
terminals-photo-unbuilt = 本页没有文字识别组件，请手动输入代码。
