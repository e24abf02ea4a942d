using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.Manual;

/// <summary>How signals of people are taken.</summary>
/// <param name="Terms">Name, type and usual life of the signals; people need no rest.</param>
/// <param name="PerStepMax">Signals taken at one watermark, 1 to 1,000; the rest waits for the next.</param>
/// <param name="LifeMax">Longest life that a person may give one, 1 minute to 30 days.</param>
public sealed record ManualOptions(ScannerTerms Terms, int PerStepMax, TimeSpan LifeMax) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Nested("terms", Terms)
        .Within("per_step_max", PerStepMax, 1, 1_000)
        .Within("life_max", LifeMax, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30))
        .Found;
}
