using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Scanners.Manual;

/// <summary>A person's signal before it is one.</summary>
/// <param name="Coin">Instrument, such as <c>bybit:BTCUSDT</c>.</param>
/// <param name="Side">Where price is expected to go; null for information.</param>
/// <param name="EntryQuote">Price to enter at; null for the last price.</param>
/// <param name="StopQuote">Price at which it is wrong; null for none.</param>
/// <param name="TargetsQuote">Prices that are expected to be reached, in the order of the way.</param>
/// <param name="ConfidenceFraction">How sure, above 0, at most 1.</param>
/// <param name="Author">Who says it, 1 to 64 characters.</param>
/// <param name="Reason">Why, 1 to 1,000 characters.</param>
/// <param name="Life">How long it may be acted on; null for the usual.</param>
public sealed record ManualDraft(
    InstrumentId Coin,
    Side? Side,
    decimal? EntryQuote,
    decimal? StopQuote,
    ImmutableList<decimal> TargetsQuote,
    double ConfidenceFraction,
    string Author,
    string Reason,
    TimeSpan? Life)
{
    private const int AuthorCharsMax = 64;
    private const int ReasonCharsMax = 1_000;
    private const int TargetsMax = 10;
    private const decimal PriceQuoteMax = 1_000_000_000_000m;

    /// <summary>What is wrong with it by itself; each begins with the field and names its value.</summary>
    /// <param name="lifeMax">Longest life.</param>
    public ImmutableArray<string> MistakesWithin(TimeSpan lifeMax)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        void Need(bool holds, FormattableString mistake)
        {
            if (!holds)
            {
                found.Add(FormattableString.Invariant(mistake));
            }
        }

        Need(Side is null || Enum.IsDefined(Side.Value), $"side is {Side}; expected buy, sell or none.");
        Need(IsPriceOrNone(EntryQuote), $"entry is {EntryQuote}; expected a price above 0, up to 1e12.");
        Need(IsPriceOrNone(StopQuote), $"stop is {StopQuote}; expected a price above 0, up to 1e12.");
        Need(
            TargetsQuote is { Count: <= TargetsMax } && TargetsQuote.All(target => IsPriceOrNone(target)),
            $"targets are {string.Join(", ", TargetsQuote ?? [])}; expected up to {TargetsMax} prices above 0.");
        Need(
            ConfidenceFraction is > 0.0 and <= 1.0,
            $"confidence is {ConfidenceFraction}; expected a number above 0, at most 1.");
        Need(IsText(Author, AuthorCharsMax), $"author is '{Author}'; expected 1 to {AuthorCharsMax} characters.");
        Need(IsText(Reason, ReasonCharsMax), $"reason is '{Reason}'; expected 1 to {ReasonCharsMax} characters.");
        Need(
            Life is null || (Life >= TimeSpan.FromMinutes(1) && Life <= lifeMax),
            $"life is {Life}; expected from 1 minute to {lifeMax}.");
        return found.ToImmutable();
    }

    /// <summary>What is wrong with its prices beside each other; null for nothing.</summary>
    /// <param name="entryQuote">The entry, or the last price in its place.</param>
    public string? LevelMistake(decimal entryQuote)
    {
        if (Side is not { } side)
        {
            return StopQuote is null ? null : "stop is given without a side; information has no stop.";
        }

        var sign = side.Sign();
        if (StopQuote is { } stop && sign * (entryQuote - stop) <= 0m)
        {
            return FormattableString.Invariant($"stop {stop} is not on the losing side of the entry {entryQuote}.");
        }

        var before = entryQuote;
        foreach (var target in TargetsQuote)
        {
            if (sign * (target - before) <= 0m)
            {
                return FormattableString.Invariant($"target {target} is not beyond {before} on the winning side.");
            }

            before = target;
        }

        return null;
    }

    private static bool IsPriceOrNone(decimal? quote) => quote is null or (> 0m and <= PriceQuoteMax);

    private static bool IsText(string? text, int charsMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= charsMax && !text.Any(char.IsControl);
}
