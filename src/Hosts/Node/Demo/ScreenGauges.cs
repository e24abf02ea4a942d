namespace WhaleStack.Node.Demo;

/// <summary>Figures on the screen that do not come from the trading topics.</summary>
/// <param name="HistoryFraction">How much of the past is done, 0 to 1.</param>
/// <param name="Speed">Pace of the tape.</param>
/// <param name="JournalEvents">Events journalled in this run.</param>
/// <param name="JournalRate">Events a second, lately.</param>
/// <param name="MarketRate">Market messages a second, lately.</param>
/// <param name="Trouble">What went wrong a moment ago; empty for nothing.</param>
/// <param name="Hint">What the person can do now; empty for the usual footer.</param>
public sealed record ScreenGauges(
    double HistoryFraction,
    double Speed,
    long JournalEvents,
    double JournalRate,
    double MarketRate,
    string Trouble,
    string Hint);
