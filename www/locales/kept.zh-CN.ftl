# The page of kept slips: loaded with it.

kept-title = 已存的单据
kept-lead = 您选择保存的单据。再遇到同一张时会提示以前出现过。
kept-memory = 这个浏览器不为本页保存任何东西（无痕窗口？）。单据保留到您关闭窗口为止。
kept-none = 还没有保存单据。核验结果里有“保存在本机”按钮。
kept-export = 全部导出为 JSON
kept-remove-all = 全部删除
kept-about = 它们只在本机的这个浏览器里，不会发送到任何地方。能用这个浏览器的人都能看到；清除浏览器数据会一并删除。
kept-since = { $time } 保存
kept-open = 重新核验
