using System.Collections.Immutable;

namespace WhaleStack.Storage.Files;

/// <summary>The folders that a data directory may have; each is made when something is first written to it.</summary>
public static class DataFolders
{
    /// <summary>
    /// Paths below the data directory, with '/' between the names. <c>*</c> stands for one name: a scanner, a trader, a
    /// venue, a day. Folders above one that is named may be there too.
    /// </summary>
    public static ImmutableArray<string> All { get; } =
    [
        "incoming/coinglass_json", "incoming/bybit_json", "incoming/binance_json", "incoming/ws_raw/*/*",
        "processed/liquidation_csv", "processed/oi_csv", "processed/trades_csv", "processed/wicks_csv",
        "processed/agent_logs_csv",
        "signals/*",
        "trades/autotrader", "trades/manual", "trades/agent_pnl",
        "logs/agents", "logs/scanners", "logs/broadcast", "logs/db",
        "images/heatmaps", "images/dashboards", "images/tg_broadcasts", "images/x_broadcasts",
        "reports/daily", "reports/weekly", "reports/monthly", "reports/pnl", "reports/audit_exports",
        "reports/evaluation/*",
        "retention/delete_queue", "retention/cold_archive",
        "backups", "exports",
    ];

    /// <summary>
    /// Whether a folder is one of them or lies above one. What lies in <c>retention</c>, <c>backups</c> and
    /// <c>exports</c> is laid out as the folders it came from.
    /// </summary>
    /// <param name="path">Path below the data directory.</param>
    public static bool Knows(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var names = path.Split('/', Path.DirectorySeparatorChar);
        return names[0] is "retention" or "backups" or "exports" || All.Any(known => Fits(known.Split('/'), names));
    }

    private static bool Fits(string[] known, string[] names) =>
        names.Length <= known.Length && names.Zip(known).All(pair => pair.Second == "*" || pair.First == pair.Second);
}
