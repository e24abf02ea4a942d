using System.Collections.Immutable;

namespace WhaleStack.Simulator.Faults;

/// <summary>One fault as it is asked for.</summary>
public sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>
    /// Where: a path (<c>/v5/order/create</c>, <c>/v5/private</c>), a topic (<c>orderbook.50.BTCUSDT</c>, <c>order</c>)
    /// or an operation of a socket (<c>order.create</c>, <c>ping</c>); <c>*</c> stands for any characters.
    /// </summary>
    public string Target { get; init; } = "*";

    /// <summary>How likely it is at each occasion, above 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How often it happens at most; null for any number.</summary>
    public int? Count { get; init; }

    /// <summary>Occasions that are let pass first, 0 or more.</summary>
    public int After { get; init; }

    /// <summary>Seed of its dice: the same occasions give the same faults.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Latency, length of a stall (0 = until it is cleared), or how far the clock is ahead (negative:
    /// behind).</summary>
    public int DelayMs { get; init; }

    /// <summary>Latency is drawn evenly from <see cref="DelayMs"/> to this; below it for always the same.</summary>
    public int DelayMsMax { get; init; }

    /// <summary>Status of <see cref="FaultKind.HttpStatus"/>, 400 to 599.</summary>
    public int Status { get; init; } = 503;

    /// <summary>Code of <see cref="FaultKind.RetCode"/>.</summary>
    public int Code { get; init; } = 10016;

    /// <summary>Names of fields that <see cref="FaultKind.MissingField"/> leaves out.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Mistake() =>
        Probability is not (> 0 and <= 1) ? $"probability is {Probability}; it must be above 0, at most 1"
        : Count is < 1 ? $"count is {Count}; it must be from 1"
        : After < 0 ? $"after is {After}; it must be from 0"
        : Target.Length is 0 or > 200 ? "target must have 1 to 200 characters"
        : Kind == FaultKind.HttpStatus && Status is < 400 or > 599 ? $"status is {Status}; it must be 400 to 599"
        : Kind == FaultKind.RetCode && Code == 0 ? "code is 0; it must be another number"
        : Kind == FaultKind.MissingField && Fields.IsDefaultOrEmpty ? "fields must name at least one field"
        : Math.Abs((long)DelayMs) > DelayMsLimit || DelayMsMax > DelayMsLimit
            ? $"delayMs is {DelayMs}; it must be within {DelayMsLimit}"
        : Kind is FaultKind.Latency && DelayMs < 0 ? $"delayMs is {DelayMs}; it must be from 0"
        : Kind is FaultKind.ClockSkew or FaultKind.Latency && DelayMs == 0 && DelayMsMax <= 0
            ? "delayMs must be given"
        : null;

    /// <summary>The longest delay: a day.</summary>
    public const int DelayMsLimit = 86_400_000;
}
