using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;
using WhaleStack.Node.Observation;
using static WhaleStack.Node.Demo.ScreenText;

namespace WhaleStack.Node.Demo;

/// <summary>The lists on the demo's screen: signals and trades, newest first, in columns.</summary>
internal static class ScreenLists
{
    private const int WideColumns = 100;
    private const int TimeWidth = 13;
    private const int CoinWidth = 6;
    private const int PriceWidth = -8;

    /// <summary>Signals: where from, where to, where wrong, and the first reason.</summary>
    public static IEnumerable<ScreenLine> Signals(NodeView view, int columns) =>
        view.Signals.Select(signal => Signal(signal, columns >= WideColumns));

    /// <summary>Trades: what was done, what came of it, and why. Newest event first.</summary>
    public static IEnumerable<ScreenLine> Trades(NodeView view, int columns) =>
        view.Trades.OrderByDescending(t => t.Time).Select(trade => Trade(trade, columns >= WideColumns));

    private static ScreenLine Signal(Signal signal, bool wide)
    {
        var (word, style) = signal.Direction switch
        {
            Side.Buy => ("up", ScreenStyle.Green),
            Side.Sell => ("down", ScreenStyle.Red),
            null => ("info", ScreenStyle.Grey),
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal.Direction, "Unknown side."),
        };
        var line = new ScreenLine()
            .Column(ShortTime(signal.Time), TimeWidth, ScreenStyle.Grey)
            .Column(ShortName(signal.Coin), CoinWidth)
            .Column(word, 5, style)
            .Column(Price(signal.EntryQuote), PriceWidth).Add(" > ").Column(Level(signal.TargetQuote), PriceWidth);
        return (wide ? line.Add("  stop ").Column(Level(signal.StopQuote), PriceWidth) : line)
            .Add("  ").Add(signal.Reasons.FirstOrDefault() ?? string.Empty, ScreenStyle.Grey);
    }

    private static string Level(decimal? quote) => quote is { } level ? Price(level) : string.Empty;

    private static ScreenLine Trade(TradeLine trade, bool wide)
    {
        var line = new ScreenLine()
            .Column(ShortTime(trade.Time), TimeWidth, ScreenStyle.Grey)
            .Column(ShortName(trade.Coin), CoinWidth)
            .Column(trade.Side == Side.Buy ? "buy" : "sell", 5)
            .Column(Size(trade.SizeBase), PriceWidth)
            .Add(wide ? " @ " : " ")
            .Column(trade.PriceQuote is { } price ? Price(price) : string.Empty, PriceWidth);
        return (trade switch
        {
            { PriceQuote: null } => line.Column("refused", -9, ScreenStyle.Yellow),
            { RealizedQuote: 0m } => line.Column(string.Empty, -9),
            { RealizedQuote: > 0m } => line.Column(Signed(trade.RealizedQuote), -9, ScreenStyle.Green),
            _ => line.Column(Signed(trade.RealizedQuote), -9, ScreenStyle.Red),
        }).Add("  ").Add(trade.Why, ScreenStyle.Grey);
    }
}
