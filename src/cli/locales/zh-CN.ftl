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
