# The certificates page: loaded with it.

certificates-title = 证书
certificates-lead = 您信任谁，由您决定。证书只存在这台设备上。
certificates-import = 导入证书或吊销列表
certificates-import-hint = .pem .cer .crt .der .crl，也可以拖到这里或直接粘贴
certificates-paste = 粘贴 PEM 文字
certificates-paste-label = PEM 文字（-----BEGIN CERTIFICATE-----）
certificates-paste-do = 导入这段文字
certificates-none = 还没有证书。导入之前，好单据也会显示“签发方未知”。
certificates-anchors = 信任的根证书
certificates-pinned = 钉住的证书
certificates-path = 路径证书，本身不受信任
certificates-path-hint = 只用来连成证书链。钉住之后才受信任。
certificates-crls = 吊销列表
certificates-demo = 演示证书
certificates-demo-detail = 只用于样例。由它核验的单据都标“演示”，不能当真。
certificates-never = 本页从不自动下载证书。
    .detail = 请向收单机构或银行索取根证书，并比对指纹。
certificates-valid-until = 有效至 { $date }
certificates-valid-from = { $date } 起有效
certificates-expired-on = { $date } 过期。之前签的单据仍可核验。
certificates-expired = 已过期
certificates-not-yet = 尚未生效
certificates-no-crl = 没有吊销列表
certificates-anchor-tag = 受信任
certificates-pinned-tag = 由您钉住
certificates-issuer = 由 { $issuer } 签发
certificates-self-signed = 自签名
certificates-merchants = 用于商户 { $merchants }
certificates-all-merchants = 用于该收单机构的所有商户
certificates-crl-entries = { $count ->
    [0] 没有吊销的证书
   *[other] 吊销了 { $count } 个证书
    }
certificates-crl-dates = { $from } 发布，下次 { $until }
certificates-crl-from = { $from } 发布
certificates-crl-stale = 已过时
certificates-details = 详情
certificates-pin = 钉住
certificates-pin-label = 钉住 { $name }
certificates-unpin = 取消钉住
certificates-unpin-label = 取消钉住 { $name }
certificates-remove = 删除
certificates-remove-label = 删除 { $name }
certificates-undo = 撤回
certificates-removed = 已删除 { $name }。
certificates-pinned-done = 已钉住 { $name }：这台设备现在信任它。
certificates-unpinned-done = 已取消钉住 { $name }。
certificates-imported = { $count ->
    [0] 没有新导入的内容。
   *[other] 导入了 { $count } 项。
    }
certificates-known = 其中 { $count } 项早已在这里。
certificates-rechecked = 屏幕上的单据已重新核验。
certificates-memory = 这个浏览器不给本页留存数据（无痕窗口？）。证书保留到关闭为止。
refused-private-key = 文件里有私钥，已拒绝，没有保存。私钥要保密，只发证书。
refused-not-a-certificate = { $what } 既不是证书，也不是吊销列表。
refused-damaged = { $what } 已损坏或不完整。
refused-too-large = { $what } 太大，不像证书。
refused-empty = { $what } 是空的。
use-slips = 签单据
use-any = 没有写明用途
use-ca = 签发证书
seen-done = 已在本机记住 { $name } 的密钥。
