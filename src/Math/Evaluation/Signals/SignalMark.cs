namespace WhaleStack.Quant;

/// <summary>What a scanner said at a time of recorded history.</summary>
/// <param name="Scanner">Its name, such as <c>price_scanner</c>.</param>
/// <param name="Label">What exactly, such as <c>up</c>; empty where a scanner says one thing only.</param>
/// <param name="Coin">Base asset, in capitals.</param>
/// <param name="Time">Event time: nothing later was known.</param>
/// <param name="Direction">1 for up, -1 for down, 0 when it says no direction.</param>
public readonly record struct SignalMark(
    string Scanner, string Label, string Coin, DateTimeOffset Time, int Direction);
