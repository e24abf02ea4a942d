using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Trading;

/// <summary>Names a trader: what the traders' shard extractor routes by.</summary>
public interface IWithTrader
{
    /// <summary>The trader's name.</summary>
    string Trader { get; }
}

/// <summary>What a trader can be told.</summary>
public static class TraderCommands
{
    /// <summary>The account as it stands at a watermark.</summary>
    public sealed record ApplyAccount(
        string Trader,
        Portfolio.AccountView Account,
        ImmutableSortedDictionary<InstrumentId, decimal> LastPricesQuote) : IWithTrader;

    /// <summary>Say <see cref="ClockReplies.Ready"/> when recovered and subscribed.</summary>
    public sealed record Prepare(string Trader) : IWithTrader;

    /// <summary>What became of a decision.</summary>
    public sealed record SettleDecision(string Trader, string ClientOrderId, DecisionOutcome Outcome, string Detail)
        : IWithTrader;
}

/// <summary>What became of a decision.</summary>
public enum DecisionOutcome
{
    /// <summary>Risk said no.</summary>
    Refused = 1,

    /// <summary>The venue said no.</summary>
    Rejected = 2,

    /// <summary>The venue has the order.</summary>
    Accepted = 3,
}

/// <summary>What a trader journals.</summary>
public static class TraderEvents
{
    /// <summary>Orders decided at one watermark.</summary>
    public sealed record Decided(string Trader, Watermark Watermark, ImmutableArray<OpenOrder> Orders);

    /// <summary>A decision has its answer.</summary>
    public sealed record DecisionSettled(
        string Trader, string ClientOrderId, DecisionOutcome Outcome, string Detail, DateTimeOffset Time);
}
