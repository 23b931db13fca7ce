//! Messages of payment gateways: genuine ones of each outcome, and ones that are each broken in one named way.

use super::{Content, NOTHING, Sample};
use crate::cli::{
    demo_ca::house::{AT_GATEWAYS, House, Signer},
    message::{Kind, Reported, Speaker, Trade, make},
};
use slipcheck::time::Moment;

/// The sample of the test platform.
const TEST: &str = "unionpay-test-platform";
/// Opens the sealed sample: known to everybody, since the sample names it.
const APIV3_KEY: &[u8] = b"slipcheck-demo-apiv3-key-0000001";

/// Makes messages one after another: each is about an order of its own.
struct Gateways<'a> {
    house: &'a House,
    count: u64,
}

impl Gateways<'_> {
    /// A message, signed by its gateway.
    fn message(&mut self, kind: Kind, reported: Reported, set: &[(&str, &str)]) -> Result<String, String> {
        let [unionpay, wechatpay, alipay] = &self.house.gateways;
        let by = match kind {
            Kind::Unionpay => unionpay,
            Kind::Wechatpay | Kind::WechatpayReply => wechatpay,
            Kind::Alipay | Kind::AlipayReply => alipay,
        };
        self.signed(kind, reported, set, &by.key, by)
    }

    /// A message by any key, which names or carries anybody's certificate.
    fn signed(
        &mut self,
        kind: Kind,
        reported: Reported,
        set: &[(&str, &str)],
        key: &crate::cli::keys::SigningKey,
        named: &Signer,
    ) -> Result<String, String> {
        self.count += 1;
        let [unionpay, wechatpay, alipay] = AT_GATEWAYS;
        let merchant = match kind {
            Kind::Unionpay => unionpay,
            Kind::Wechatpay | Kind::WechatpayReply => wechatpay,
            Kind::Alipay | Kind::AlipayReply => alipay,
        };
        let set: Vec<(String, String)> =
            set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let trade = Trade {
            merchant,
            order: &format!("D20261120{:04}", 4200 + self.count * 17),
            fen: 8800 + self.count * 350,
            at: Moment(self.house.at.0 - i64::try_from(self.count).unwrap_or_default() * 977),
            subject: "云栖面馆 午市套餐",
            set: &set,
            apiv3_key: Some(APIV3_KEY),
        };
        let mut random = self.house.random.fork(&format!("gateways {}", self.count));
        make(kind, reported, &trade, &Speaker { key, leaf: &named.der }, &mut random)
    }
}

/// A text with one place changed.
///
/// # Errors
/// The place does not stand there once: the sample would not be what its title says.
fn changed(text: &str, from: &str, to: &str) -> Result<String, String> {
    if text.matches(from).count() == 1 {
        Ok(text.replace(from, to))
    } else {
        Err(format!("{from:?} does not stand once in a sample"))
    }
}

/// All of them, the genuine ones first.
///
/// # Errors
/// A message cannot be made.
pub(super) fn all(house: &House) -> Result<Vec<Sample>, String> {
    let mut gateways = Gateways { house, count: 0 };
    let mut samples = genuine(&mut gateways)?;
    samples.extend(broken(&mut gateways)?);
    samples.extend(foreign(&mut gateways)?);
    Ok(samples)
}

fn told(
    id: &'static str,
    title: [&'static str; 3],
    cause: Option<&'static str>,
    outcome: &'static str,
    broken: [&'static str; 3],
    text: String,
) -> Sample {
    Sample {
        id,
        title,
        expect: "verified",
        cause,
        broken,
        content: Content::Message { text, outcome: Some(outcome), test: id == TEST },
    }
}

fn genuine(gateways: &mut Gateways<'_>) -> Result<Vec<Sample>, String> {
    let paid = gateways.message(Kind::Unionpay, Reported::Paid, &[])?;
    let failed = gateways.message(Kind::Unionpay, Reported::Failed, &[])?;
    let accepted = gateways.message(Kind::Unionpay, Reported::Accepted, &[])?;
    let pasted = gateways.message(Kind::Unionpay, Reported::Paid, &[])?.replace("%0D%0A", "%0A");
    let test = gateways.message(Kind::Unionpay, Reported::Paid, &[("merId", "777290058110097")])?;
    let reply = gateways.message(Kind::WechatpayReply, Reported::Paid, &[])?;
    let sealed = gateways.message(Kind::Wechatpay, Reported::Paid, &[])?;
    let pending = gateways.message(Kind::WechatpayReply, Reported::Pending, &[])?;
    let notified = gateways.message(Kind::Alipay, Reported::Paid, &[])?;
    let closed = gateways.message(Kind::Alipay, Reported::Closed, &[])?;
    let refunded = gateways.message(Kind::AlipayReply, Reported::Refunded, &[])?;
    let answered = gateways.message(Kind::AlipayReply, Reported::Failed, &[])?;
    Ok(vec![
        told(
            "unionpay-paid",
            ["银联后台通知：已付款", "UnionPay’s notification: paid", "Benachrichtigung von UnionPay: bezahlt"],
            None,
            "paid",
            NOTHING,
            paid,
        ),
        told(
            "unionpay-failed",
            [
                "银联后台通知：余额不足，付款失败",
                "UnionPay’s notification: the payment failed",
                "Benachrichtigung von UnionPay: Zahlung fehlgeschlagen",
            ],
            Some("payment-failed"),
            "failed",
            [
                "签名没有问题；报文说的是余额不足，这笔没有付成。",
                "The signature is good; the message says that the balance was too low and nothing was paid.",
                "Die Signatur stimmt; die Nachricht sagt, dass die Deckung fehlte und nichts bezahlt wurde.",
            ],
            failed,
        ),
        told(
            "unionpay-accepted",
            [
                "银联同步应答：已受理，还不是付款",
                "UnionPay’s answer: accepted, not yet paid",
                "Antwort von UnionPay: angenommen, noch nicht bezahlt",
            ],
            Some("payment-pending"),
            "accepted",
            [
                "签名没有问题；应答码 00 只表示已受理，结果以后台通知或查询为准。",
                "The signature is good; its code 00 only says that the order was taken, the result comes later.",
                "Die Signatur stimmt; ihr Code 00 sagt nur, dass der Auftrag angenommen wurde, das Ergebnis kommt später.",
            ],
            accepted,
        ),
        told(
            "unionpay-pasted",
            [
                "银联后台通知：证书里的换行变了",
                "UnionPay’s notification, its line ends changed",
                "Benachrichtigung von UnionPay mit geänderten Zeilenenden",
            ],
            None,
            "paid",
            [
                "复制时证书里的 CR LF 变成了 LF。这里能还原，直接拿它验签的程序会失败。",
                "Copying made LF of the CR LF in the certificate. It is undone here; a program that checks this text fails.",
                "Beim Kopieren wurde im Zertifikat aus CR LF ein LF. Hier wird es behoben; ein Programm, das diesen Text prüft, scheitert.",
            ],
            pasted,
        ),
        told(
            TEST,
            [
                "银联测试环境的通知",
                "A notification of UnionPay’s test platform",
                "Eine Benachrichtigung der Testumgebung von UnionPay",
            ],
            None,
            "paid",
            [
                "签名没有问题，但商户号是测试环境的：没有真实资金。",
                "The signature is good, but the merchant is one of the test platform: no money moved.",
                "Die Signatur stimmt, aber der Händler gehört zur Testumgebung: Es floss kein Geld.",
            ],
            test,
        ),
        told(
            "wechatpay-paid",
            [
                "微信支付查询应答：已付款",
                "WeChat Pay’s answer to a query: paid",
                "Antwort von WeChat Pay auf eine Abfrage: bezahlt",
            ],
            None,
            "paid",
            NOTHING,
            reply,
        ),
        told(
            "wechatpay-sealed",
            [
                "微信支付回调：金额和结果是加密的",
                "WeChat Pay’s notification: amount and result are sealed",
                "Benachrichtigung von WeChat Pay: Betrag und Ergebnis sind versiegelt",
            ],
            None,
            "sealed",
            [
                "没有问题；用 APIv3 密钥 slipcheck-demo-apiv3-key-0000001 可以打开。",
                "Nothing is broken; the APIv3 key slipcheck-demo-apiv3-key-0000001 opens it.",
                "Nichts ist falsch; der APIv3-Schlüssel slipcheck-demo-apiv3-key-0000001 öffnet sie.",
            ],
            sealed,
        ),
        told(
            "wechatpay-pending",
            [
                "微信支付查询应答：还在付款",
                "WeChat Pay’s answer to a query: still paying",
                "Antwort von WeChat Pay auf eine Abfrage: noch in Zahlung",
            ],
            Some("payment-pending"),
            "pending",
            [
                "签名没有问题；顾客还在输入密码，结果未出。",
                "The signature is good; the customer is still entering the password.",
                "Die Signatur stimmt; der Kunde gibt noch sein Passwort ein.",
            ],
            pending,
        ),
        told(
            "alipay-paid",
            ["支付宝异步通知：已付款", "Alipay’s notification: paid", "Benachrichtigung von Alipay: bezahlt"],
            None,
            "paid",
            NOTHING,
            notified,
        ),
        told(
            "alipay-closed",
            [
                "支付宝异步通知：交易已关闭",
                "Alipay’s notification: the trade was closed",
                "Benachrichtigung von Alipay: Vorgang geschlossen",
            ],
            Some("payment-failed"),
            "closed",
            [
                "签名没有问题；报文说的是超时未付款，交易已关闭。",
                "The signature is good; the message says that nobody paid in time and the trade was closed.",
                "Die Signatur stimmt; die Nachricht sagt, dass niemand rechtzeitig bezahlt hat und der Vorgang geschlossen wurde.",
            ],
            closed,
        ),
        told(
            "alipay-refunded",
            ["支付宝退款应答：已退款", "Alipay’s answer: refunded", "Antwort von Alipay: erstattet"],
            None,
            "refunded",
            NOTHING,
            refunded,
        ),
        told(
            "alipay-no-trade",
            [
                "支付宝查询应答：交易不存在",
                "Alipay’s answer to a query: no such trade",
                "Antwort von Alipay auf eine Abfrage: kein solcher Vorgang",
            ],
            Some("payment-failed"),
            "failed",
            [
                "签名没有问题；应答说的是这笔交易不存在。",
                "The signature is good; the answer says that there is no such trade.",
                "Die Signatur stimmt; die Antwort sagt, dass es den Vorgang nicht gibt.",
            ],
            answered,
        ),
    ])
}

fn bad(
    id: &'static str,
    title: [&'static str; 3],
    expect: &'static str,
    cause: &'static str,
    broken: [&'static str; 3],
    text: String,
) -> Sample {
    Sample {
        id,
        title,
        expect,
        cause: Some(cause),
        broken,
        content: Content::Message { text, outcome: None, test: false },
    }
}

fn broken(gateways: &mut Gateways<'_>) -> Result<Vec<Sample>, String> {
    let amount = gateways.message(Kind::Unionpay, Reported::Paid, &[("txnAmt", "13800"), ("settleAmt", "13800")])?;
    let amount = changed(&amount, "txnAmt=13800", "txnAmt=93800")?;
    let status = gateways.message(Kind::Alipay, Reported::Pending, &[])?;
    let status = changed(&status, "WAIT_BUYER_PAY", "TRADE_SUCCESS")?;
    let plus = gateways.message(Kind::Alipay, Reported::Paid, &[("subject", "午市套餐 A+B")])?;
    let plus = changed(&plus, "A%2BB", "A+B")?;
    let slashes = gateways.message(Kind::WechatpayReply, Reported::Paid, &[("attach", "桌号 A/12")])?;
    let slashes = changed(&slashes, "A/12", "A\\/12")?;
    let short = gateways.message(Kind::Alipay, Reported::Paid, &[])?;
    let short = short.get(..short.len().saturating_sub(60)).unwrap_or_default().to_owned();
    let twice = gateways.message(Kind::Alipay, Reported::Paid, &[])? + "&total_amount=0.01";
    Ok(vec![
        bad(
            "unionpay-amount-altered",
            [
                "银联后台通知，金额被改",
                "UnionPay’s notification, its amount altered",
                "Benachrichtigung von UnionPay mit geändertem Betrag",
            ],
            "invalid",
            "field-altered",
            [
                "签的是 138.00 元，报文里写的是 938.00 元。",
                "138.00 yuan were signed, the message says 938.00.",
                "Signiert wurden 138,00 Yuan, in der Nachricht stehen 938,00.",
            ],
            amount,
        ),
        bad(
            "alipay-status-altered",
            [
                "支付宝异步通知，“等待付款”被改成“成功”",
                "Alipay’s notification, “waiting” made “success”",
                "Benachrichtigung von Alipay, aus „wartet“ wurde „erfolgreich“",
            ],
            "invalid",
            "field-altered",
            [
                "签的是“等待买家付款”，有人改成了“交易成功”。",
                "What was signed says that the buyer has yet to pay; somebody made a success of it.",
                "Signiert wurde, dass der Käufer noch zahlen muss; jemand hat daraus einen Erfolg gemacht.",
            ],
            status,
        ),
        bad(
            "alipay-plus-became-blank",
            [
                "支付宝异步通知，程序把 + 变成了空格",
                "Alipay’s notification, a program made a blank of +",
                "Benachrichtigung von Alipay, ein Programm hat + zum Leerzeichen gemacht",
            ],
            "invalid",
            "encoding-conflict",
            [
                "报文是真的；收它的程序多解码了一次，“A+B”成了“A B”。",
                "The message is genuine; the program that took it decoded once too often, and A+B became A B.",
                "Die Nachricht ist echt; das empfangende Programm hat einmal zu viel dekodiert, aus A+B wurde A B.",
            ],
            plus,
        ),
        bad(
            "wechatpay-printed-again",
            [
                "微信支付应答，JSON 被重新写出",
                "WeChat Pay’s answer, its JSON printed again",
                "Antwort von WeChat Pay, deren JSON neu geschrieben wurde",
            ],
            "invalid",
            "encoding-conflict",
            [
                "报文是真的；程序先解析再写出，“/”变成了“\\/”，与签名不符。",
                "The message is genuine; a program parsed it and printed it again, and / became \\/.",
                "Die Nachricht ist echt; ein Programm hat sie gelesen und neu geschrieben, aus / wurde \\/.",
            ],
            slashes,
        ),
        bad(
            "alipay-cut-off",
            [
                "支付宝异步通知，签名不完整",
                "Alipay’s notification, its signature cut off",
                "Benachrichtigung von Alipay mit abgeschnittener Signatur",
            ],
            "invalid",
            "truncated",
            [
                "复制时漏掉了签名的最后一段。",
                "The end of the signature was lost in copying.",
                "Das Ende der Signatur ging beim Kopieren verloren.",
            ],
            short,
        ),
        bad(
            "alipay-member-twice",
            [
                "支付宝异步通知，金额写了两次",
                "Alipay’s notification with two amounts",
                "Benachrichtigung von Alipay mit zwei Beträgen",
            ],
            "invalid",
            "malformed",
            [
                "同一个参数出现两次，程序可能各读一个，这里不接受。",
                "A member stands twice, so that two programs could read two amounts: it is refused.",
                "Ein Feld steht zweimal, zwei Programme könnten also zwei Beträge lesen: Es wird abgelehnt.",
            ],
            twice,
        ),
    ])
}

fn foreign(gateways: &mut Gateways<'_>) -> Result<Vec<Sample>, String> {
    let house = gateways.house;
    let (merchant, [_, wechatpay, _]) = (&house.gateway_merchant, &house.gateways);
    let forged = gateways.signed(Kind::WechatpayReply, Reported::Paid, &[], &merchant.key, merchant)?;
    let wrong = gateways.signed(Kind::WechatpayReply, Reported::Paid, &[], &wechatpay.key, merchant)?;
    let keyed = gateways.message(Kind::Alipay, Reported::Paid, &[("sign_type", "MD5")])?;
    Ok(vec![
        bad(
            "wechatpay-merchant-key",
            [
                "冒充微信支付的应答：用商户自己的证书签的",
                "An answer that poses as WeChat Pay’s, signed by a merchant",
                "Eine Antwort, die sich als WeChat Pay ausgibt, signiert von einem Händler",
            ],
            "certificate-problem",
            "certificate-wrong-usage",
            [
                "签名成立，但签的人是一个商户，不是微信支付。",
                "The signature holds, but a merchant made it, not WeChat Pay.",
                "Die Signatur stimmt, stammt aber von einem Händler, nicht von WeChat Pay.",
            ],
            forged,
        ),
        bad(
            "wechatpay-wrong-certificate",
            [
                "微信支付应答，写错了证书序列号",
                "WeChat Pay’s answer that names the wrong certificate",
                "Antwort von WeChat Pay, die das falsche Zertifikat nennt",
            ],
            "certificate-problem",
            "certificate-wrong-key",
            [
                "应答写的是商户 API 证书的序列号，签名却是平台的：拿那张证书验签必然失败。",
                "It names the merchant’s own certificate, the platform’s key signed it: checked by that certificate it fails.",
                "Sie nennt das Zertifikat des Händlers, signiert hat die Plattform: Mit jenem Zertifikat geprüft, scheitert sie.",
            ],
            wrong,
        ),
        bad(
            "alipay-keyed",
            [
                "支付宝通知，MD5 签名：谁验都能谁造",
                "Alipay’s notification with MD5: who checks can also make it",
                "Benachrichtigung von Alipay mit MD5: Wer prüft, kann sie auch machen",
            ],
            "unsigned",
            "not-signed",
            [
                "MD5 签名用的是双方共有的密钥，不能向别人证明是网关发的。",
                "MD5 signs with a key that both sides have: it proves to nobody else who sent it.",
                "MD5 signiert mit einem Schlüssel, den beide haben: Es beweist niemand anderem, wer gesendet hat.",
            ],
            keyed,
        ),
    ])
}
