using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners;

/// <summary>What every scanner is told besides its thresholds.</summary>
/// <param name="Agent">Name of the scanner, such as <c>price_scanner</c>.</param>
/// <param name="SignalType">Type of its signals, such as <c>price_move</c>; its plural is their channel.</param>
/// <param name="Enabled">Whether it runs.</param>
/// <param name="CoolDown">Least event time between two signals of one coin, label and direction, up to 30 days.</param>
/// <param name="SignalLife">Event time after which a signal must not be acted on, 1 minute to 30 days.</param>
public sealed record ScannerTerms(
    string Agent, string SignalType, bool Enabled, TimeSpan CoolDown, TimeSpan SignalLife) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Name("agent", Agent)
        .Name("signal_type", SignalType)
        .Within("cool_down", CoolDown, TimeSpan.Zero, TimeSpan.FromDays(30))
        .Within("signal_life", SignalLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30))
        .Found;
}
