# 页脚与打印报告：本页是哪一次发布，如何核对。
release-short = 发布 { $digest }
release-whole = 本次发布的文件清单（release.json）的 SHA-256：
release-how = 任何人都可以核对：下面的命令把本网址的每个文件与清单逐一比对；用提交 { $commit } 自己构建，得到的摘要相同。
release-doubt = 这里显示的是本页自己的说法。有疑问时，请在另一台设备上核对，并与发布者公布的摘要比较。
release-other = 网站上已是另一次发布，与此屏幕上的页面不同。请刷新。
release-list = 文件清单
release-licences = 许可证
