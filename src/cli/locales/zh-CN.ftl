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

# 签发机构名录。
cli-issuers-about = 名录中的签发机构，日期 { $catalogue }。名录本身不代表信任：--trust-group 组名 为一次运行开启一个组。
cli-issuers-formats = 用于：{ $formats }
cli-issuers-member = { $name }，有效期至 { $until }
cli-issuers-candidate = 依据不足，不是成员：{ $name }
cli-issuers-missing = 未包括：{ $name }（{ $publisher }）
cli-issuers-none = 还没有成员：不能开启
cli-issuers-group = 属于组 { $group }
cli-issuers-old = 依据的名单可能已过时：只用于辨认，不能开启
cli-issuers-key = 只有公钥，没有证书：它不写明是谁的。信任之前，请与其所有者公布的 SHA-256 比对。
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
cli-batch-sum-verified = 已验证的合计（同一张只计一次，退款已减去）：{ $sum }
cli-batch-sum-half = 真实但有保留的合计（未与纸面比对）：{ $sum }
cli-batch-sum-test = 测试的合计（不是真实交易）：{ $sum }
cli-batch-sum-other = 其余的合计：{ $sum }
cli-batch-would-now-fit = 先前写出的收据中，现在有 { $count } 张与后来找到的公共密钥相符：再检查一次即可看到。
cli-batch-not-found = 没有这个文件
cli-batch-damaged = 已损坏，或无法读取
cli-batch-too-deep = 嵌套过深：请先解压
cli-batch-key-material = 是证书、密钥或吊销列表，不是小票；它不被信任
cli-batch-cancelled = 已中断：以上只包括到此为止完成的部分。
