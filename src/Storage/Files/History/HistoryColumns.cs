using System.Collections.Frozen;
using System.Text;

namespace WhaleStack.Storage.Files.History;

/// <summary>Which column of a file holds what, by the names in its first line. The names are listed in
/// docs/evaluation.md.</summary>
internal sealed class HistoryColumns
{
    private const int DumpColumns = 12;

    private static readonly FrozenDictionary<string, HistoryField> Names = Aliases(
        (HistoryField.Time, "timestamp time t ts open_time datetime date start start_time create_time calc_time "
            + "event_ts funding_time"),
        (HistoryField.Venue, "venue exchange"),
        (HistoryField.Coin, "coin symbol asset"),
        (HistoryField.Open, "o open"),
        (HistoryField.High, "h high"),
        (HistoryField.Low, "l low"),
        (HistoryField.Close, "c close"),
        (HistoryField.VolumeBase, "v volume vol volume_base"),
        (HistoryField.TurnoverQuote, "turnover turnover_quote quote_volume quote_asset_volume volume_usd volume_quote"),
        (HistoryField.TakerBuyBase, "taker_buy_volume taker_buy_base taker_buy_base_asset_volume"),
        (HistoryField.OpenInterestBase, "oi open_interest oi_qty sum_open_interest"),
        (HistoryField.OpenInterestQuote, "oi_usd open_interest_usd sum_open_interest_value"),
        (HistoryField.LongsQuote, "long_usd long_liquidation_usd aggregated_long_liquidation_usd"),
        (HistoryField.ShortsQuote, "short_usd short_liquidation_usd aggregated_short_liquidation_usd"),
        (HistoryField.FundingRate, "funding_rate rate last_funding_rate"),
        (HistoryField.Side, "side"),
        (HistoryField.Price, "price"),
        (HistoryField.SizeBase, "base_qty qty size"),
        (HistoryField.SizeQuote, "quote_qty notional_usd"));

    // The columns of Binance's monthly files, of which the older ones have no first line of names.
    private static readonly HistoryField?[] Dump =
    [
        HistoryField.Time, HistoryField.Open, HistoryField.High, HistoryField.Low, HistoryField.Close,
        HistoryField.VolumeBase, null, HistoryField.TurnoverQuote, null, HistoryField.TakerBuyBase, null, null,
    ];

    private readonly int[] _index = new int[Enum.GetValues<HistoryField>().Length];

    private HistoryColumns(char separator, bool hasNames)
    {
        Separator = (byte)separator;
        HasNames = hasNames;
        Array.Fill(_index, -1);
    }

    /// <summary>What stands between two fields.</summary>
    public byte Separator { get; }

    /// <summary>Whether the first line names the columns, or is a row itself.</summary>
    public bool HasNames { get; }

    /// <summary>Reads the first line.</summary>
    public static HistoryColumns Of(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line).Trim('\uFEFF', '\r', ' ');
        var separator = text.Contains(',', StringComparison.Ordinal) ? ','
            : text.Contains(';', StringComparison.Ordinal) ? ';' : '\t';
        var cells = text.Split(separator);
        var isDump = cells.Length == DumpColumns && cells.All(cell => cell.Length > 0 && char.IsAsciiDigit(cell[0]));
        var columns = new HistoryColumns(separator, hasNames: !isDump);
        for (var i = 0; i < cells.Length; i++)
        {
            var field = isDump ? Dump[i] : FieldOf(cells[i]);
            if (field is { } known && columns._index[(int)known] < 0)
            {
                columns._index[(int)known] = i;
            }
        }

        return columns;
    }

    /// <summary>Position of a field in a row, from 0; below 0 when the file has none.</summary>
    public int IndexOf(HistoryField field) => _index[(int)field];

    /// <summary>Whether the file has all of them.</summary>
    public bool Has(params ReadOnlySpan<HistoryField> fields)
    {
        foreach (var field in fields)
        {
            if (_index[(int)field] < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the rows are.</summary>
    /// <param name="fileName">A hint where columns alone do not tell.</param>
    public HistoryForm FormOf(string fileName)
    {
        if (!Has(HistoryField.Time))
        {
            return HistoryForm.Unknown;
        }

        if (Has(HistoryField.Open, HistoryField.High, HistoryField.Low, HistoryField.Close))
        {
            return Has(HistoryField.VolumeBase) || Has(HistoryField.TurnoverQuote) ? HistoryForm.Candles
                : Says(fileName, "openinterest") || Says(fileName, "open_interest") ? HistoryForm.OpenInterestCandles
                : HistoryForm.Unknown;
        }

        if (Has(HistoryField.LongsQuote, HistoryField.ShortsQuote))
        {
            return HistoryForm.LiquidationSums;
        }

        var isEvents = Has(HistoryField.Side, HistoryField.Price)
            && (Has(HistoryField.SizeBase) || Has(HistoryField.SizeQuote))
            && (Says(fileName, "liquidation") || Says(fileName, "forceorder"));
        return isEvents ? HistoryForm.LiquidationEvents
            : Has(HistoryField.OpenInterestBase) || Has(HistoryField.OpenInterestQuote) ? HistoryForm.OpenInterest
            : Has(HistoryField.FundingRate) ? HistoryForm.Funding
            : HistoryForm.Unknown;
    }

    private static bool Says(string fileName, string word) =>
        fileName.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static HistoryField? FieldOf(string cell) =>
        Names.TryGetValue(cell.Trim(' ', '"').ToLowerInvariant(), out var field) ? field : null;

    private static FrozenDictionary<string, HistoryField> Aliases(params (HistoryField Field, string Words)[] lists) =>
        lists.SelectMany(list => list.Words.Split(' ').Select(word => KeyValuePair.Create(word, list.Field)))
            .ToFrozenDictionary(StringComparer.Ordinal);
}
