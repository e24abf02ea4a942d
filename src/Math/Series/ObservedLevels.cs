namespace WhaleStack.Quant;

/// <summary>A price at which positions were closed by force, or would be.</summary>
/// <param name="Side">Whose positions.</param>
/// <param name="Price">Quote per base, above 0.</param>
/// <param name="MassQuote">Their notional, quote, above 0.</param>
public readonly record struct ObservedLevel(LiquidationSide Side, double Price, double MassQuote);

/// <summary>Such levels of one coin as somebody saw them, not as a model estimates them.</summary>
/// <param name="Coin">Base asset, in capitals.</param>
/// <param name="Time">When; of closings that happened, the start of the bar in which they did.</param>
/// <param name="Levels">At least one, in the order of the source.</param>
public sealed record ObservedLevels(string Coin, DateTimeOffset Time, IReadOnlyList<ObservedLevel> Levels);

/// <summary>One position closed by force.</summary>
/// <param name="Coin">Base asset, in capitals.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Level">Whose, at which price, how much.</param>
public readonly record struct LiquidationEvent(string Coin, DateTimeOffset Time, ObservedLevel Level);
