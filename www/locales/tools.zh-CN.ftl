# The list of tools for shops, and what they share: loaded with the first of them.

tools-title = 商户工具
tools-lead = 一次核对多张签购单，三单核对，审计，记录事件。一切都在本设备上进行。
tools-batch = 一批签购单、照片、文件或编码，一次核完，有问题的排在前面。
tools-reconcile = 签购单、收单对账单与银行流水是否一致，差在哪里。
tools-audit = RKSV 日志、TSE 导出、DSFinV-K：是否完整，有没有缺口或改动。
tools-incidents = 记下发生了什么、告诉了谁、等什么，直到了结。
tools-terminals = 每台终端的证书、时钟、故障与体检。
tools-course = 十二张有问题的签购单：您会怎么做？
