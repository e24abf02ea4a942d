using System.Collections.Immutable;
using WhaleStack.Domain.Paper;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Platform;

/// <summary>What the platform watches and how its paper exchange charges.</summary>
/// <param name="Instruments">Instruments, written <c>venue:SYMBOL</c>, 1 to 1,000, each once.</param>
/// <param name="HistoryWindow">How far back the past is fetched at the first start, 1 day to 10 years.</param>
/// <param name="Paper">Costs at the paper exchange.</param>
public sealed record PlatformOptions(
    ImmutableArray<string> Instruments,
    TimeSpan HistoryWindow,
    PaperOptions Paper) : IValidatedOptions
{
    /// <summary>The instruments, in their order of replay. Only for options without mistakes.</summary>
    /// <exception cref="FormatException">A text is no instrument id.</exception>
    public ImmutableArray<InstrumentId> InstrumentIds() => [.. Instruments.Select(InstrumentId.Parse).Order()];

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes();
        var names = Instruments.IsDefault ? [] : Instruments;
        mistakes.Within("instruments (count)", names.Length, 1, 1_000);
        foreach (var name in names)
        {
            mistakes.Unless(
                InstrumentId.TryParse(name, out _), "instruments", $"'{name}'", "venue:SYMBOL, such as bybit:BTCUSDT");
        }

        foreach (var name in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            mistakes.Unless(holds: false, "instruments", $"'{name.Key}' more than once", "each instrument once");
        }

        return mistakes
            .Within("history_window", HistoryWindow, TimeSpan.FromDays(1), TimeSpan.FromDays(3_650))
            .Nested("paper", Paper)
            .Found;
    }
}
