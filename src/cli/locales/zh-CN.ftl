# 只在终端里出现的话；其余文字都在网页的目录里。
cli-slip = 第 { $number } 张，共 { $count } 张
cli-accepted = 认可
cli-accepted-why = 从这张证书有一条路径通到您信任的证书，各项规则都满足。
cli-not-accepted = 不认可
cli-not-accepted-why = 从这张证书没有一条满足各项规则的路径通到您信任的证书。
cli-path = 证书路径
cli-copy-merchant = 商户存根
cli-copy-cardholder = 持卡人存根
cli-copy-bank = 银行存根
cli-reprint = 注明为重打印
cli-test = 注明为测试
cli-device-failed = 注明签名设备故障
cli-as-printed = 票面写作
cli-corrected = 读作
cli-uncertain = 也可能是
cli-nothing-read = 这段文字里没有认出签购单的内容。
cli-issue-warning = 注意：核对时这张单据不会被认可：{ $causes }。

# 网页目录里没有的提示和依据；网页有的，以网页为准。
note-read-by-machine = 票面文字由机器从图片识读。
note-corrected-by-hand = 人工更正：{ $field }，现为 { $value }。

# 三单核对。
cli-reconcile-nothing = 没有可核对的内容：没有找到交易。
cli-reconcile-more = 还有 { $count } 笔
cli-reconcile-left-out = 未参加核对
cli-reconcile-unrelated = { $leg }：{ $count } 笔与此无关
cli-reconcile-difference = 差额
cli-reconcile-interchangeable = 几笔内容相同，怎样配对结果都一样。
cli-reconcile-too-much-open = 未配对的款项太多，无法全部尝试：请提供时间短一些的账单。
cli-reconcile-state-missing = 没有
cli-reconcile-state-not-covered = 未覆盖
cli-reconcile-state-ambiguous = 不止一笔对得上
cli-reconcile-state-present = 有
cli-reconcile-why-total = 合计行
cli-reconcile-why-no-date = 读不出日期
cli-reconcile-why-no-amount = 读不出金额
cli-reconcile-why-failed = 交易未成功
cli-reconcile-why-pending = 处理中
cli-reconcile-why-preauth = 预授权
cli-reconcile-why-none = 不是付款
cli-reconcile-why-adjustment-file = 差错调整，只列出，不核对
cli-reconcile-why-summary = 汇总
cli-reconcile-why-overlap = 另一份导出里有同一行
cli-reconcile-pdf-not-read = 这里不读 PDF。
cli-reconcile-xls-not-read = 这里不读旧版 Excel 文件：请另存为 XLSX 或 CSV。
cli-reconcile-archive-encrypted = 压缩包已加密。
cli-reconcile-archive-too-deep = 压缩包里还有多层压缩包：请先解压。
cli-reconcile-nothing-found = 没有找到含日期和金额的表格。
cli-reconcile-damaged = 文件已损坏。
cli-reconcile-too-large = 超过可读的大小：请分开提供。
cli-reconcile-too-many-files = 超过 64 个文件：其余请另行提供。
cli-reconcile-too-many-rows = 超过两百万行：其余未读。
cli-reconcile-precision-lost = 表格软件把长号码四舍五入了。

# 签发机构名录。
cli-issuers-about = 名录中的签发机构，日期 { $catalogue }。名录本身不代表信任：--trust-group 组名 为一次运行开启一个组。
cli-issuers-formats = 用于：{ $formats }
cli-issuers-member = { $name }，有效期至 { $until }
cli-issuers-candidate = 依据不足，不是成员：{ $name }
cli-issuers-missing = 未包括：{ $name }（{ $publisher }）
cli-issuers-none = 还没有成员：不能开启
cli-issuers-old = 依据的名单可能已过时：只用于辨认，不能开启
cli-issuers-unknown = 名录里没有这张证书。

# 批量。
note-several-codes = 这一行里有不止一个码：每行只给一个。
note-pdf-not-read = 批量检查时不读 PDF 里的文字，这份文件里也没有找到签名：请单独检查它，或给出小票的照片或码。
note-no-json = 这一行不是一个 JSON 对象，或者有重复的成员：没有读出任何内容。
note-check-ended = 这一项的检查提前结束：{ $reason ->
    [time] 用时超过了限度
    [size] 内容超过了限度
   *[fault] 程序自身出错
}。请单独检查它。
cli-batch-rows = 共 { $count } 行
cli-batch-sum-verified = 已验证的合计：{ $sum }
cli-batch-sum-other = 其余的合计：{ $sum }
cli-batch-would-now-fit = 先前写出的收据中，现在有 { $count } 张与后来找到的公共密钥相符：再检查一次即可看到。
cli-batch-not-found = 没有这个文件
cli-batch-damaged = 已损坏，或无法读取
cli-batch-too-deep = 嵌套过深：请先解压
cli-batch-key-material = 是证书、密钥或吊销列表，不是小票；它不被信任
cli-batch-cancelled = 已中断：以上只包括到此为止完成的部分。
