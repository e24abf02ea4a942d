using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.Facts;

/// <summary>How risky a coin's own behaviour is.</summary>
/// <param name="Wick">The score of its wicks and stop hunts.</param>
/// <param name="Tail">What its worst decision candles cost.</param>
public sealed record RiskScoreOptions(WickRiskOptions Wick, TailRiskOptions Tail) : IValidatedOptions
{
    /// <summary>What a coin does that is told nothing else; the numbers of
    /// <c>config/quant_math/risk_configs.yaml</c>.</summary>
    public static RiskScoreOptions Default { get; } =
        new(new WickRiskOptions(0.05, 0.3, 0.1), new TailRiskOptions(0.05, 720, 168));

    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes().Nested("wick", Wick).Nested("tail", Tail).Found;
}

/// <summary>What counts as rare among all that a coin ever showed.</summary>
/// <param name="Buffer">Values kept a level of the sketch, an even number from 8 to 65,536.</param>
/// <param name="ValuesMin">Least values seen before anything is told, 10 to 1,000,000.</param>
/// <param name="RareFraction">Share of smaller ones from which a value is rare, [0.5, 1).</param>
public sealed record QuantileFilterOptions(int Buffer, int ValuesMin, double RareFraction) : IValidatedOptions
{
    /// <summary>What a coin does that is told nothing else; the numbers of
    /// <c>config/quant_math/quantile_filters.yaml</c>.</summary>
    public static QuantileFilterOptions Default { get; } = new(256, 500, 0.99);

    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("buffer", Buffer, 8, 65_536)
        .Unless(Buffer % 2 == 0, "buffer", $"{Buffer}", "an even number")
        .Within("values_min", ValuesMin, 10, 1_000_000)
        .Within("rare_fraction", RareFraction, 0.5, 0.999_999)
        .Found;
}
