using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Observation;

/// <summary>What the node is doing.</summary>
public enum NodeStage
{
    /// <summary>Actors are getting ready.</summary>
    Starting = 1,

    /// <summary>Working through the past.</summary>
    History = 2,

    /// <summary>Following the live feeds.</summary>
    Live = 3,

    /// <summary>Every feed has come to its end.</summary>
    Ended = 4,
}

/// <summary>A trade as people see it.</summary>
/// <param name="Time">Event time.</param>
/// <param name="Coin">What was traded.</param>
/// <param name="Side">Bought or sold.</param>
/// <param name="SizeBase">How much.</param>
/// <param name="PriceQuote">At which price; null when risk refused it.</param>
/// <param name="RealizedQuote">What it earned; 0 when it opened.</param>
/// <param name="Why">Why it was done, or refused.</param>
public sealed record TradeLine(
    DateTimeOffset Time,
    InstrumentId Coin,
    Side Side,
    decimal SizeBase,
    decimal? PriceQuote,
    decimal RealizedQuote,
    string Why);

/// <summary>Everything a screen or a summary shows of a running node. Immutable; a new one at every change.</summary>
public sealed record NodeView
{
    /// <summary>How many signals and trades are kept for the screen.</summary>
    public const int LinesMax = 40;

    /// <summary>What the node is doing.</summary>
    public NodeStage Stage { get; init; } = NodeStage.Starting;

    /// <summary>Where an interrupted run goes on; null for a new one.</summary>
    public Watermark? ResumeAt { get; init; }

    /// <summary>The last completed step.</summary>
    public Watermark? LastStep { get; init; }

    /// <summary>Steps completed, silent ones included.</summary>
    public long Steps { get; init; }

    /// <summary>End of the past; null until it is known.</summary>
    public DateTimeOffset? HistoryEnd { get; init; }

    /// <summary>Coins by instrument.</summary>
    public ImmutableSortedDictionary<InstrumentId, CoinView> Coins { get; init; } =
        ImmutableSortedDictionary<InstrumentId, CoinView>.Empty;

    /// <summary>Last prices by instrument.</summary>
    public ImmutableSortedDictionary<InstrumentId, decimal> PricesQuote { get; init; } =
        ImmutableSortedDictionary<InstrumentId, decimal>.Empty;

    /// <summary>Gaps found, by instrument: the newest.</summary>
    public ImmutableSortedDictionary<InstrumentId, CoinEvents.GapFound> Gaps { get; init; } =
        ImmutableSortedDictionary<InstrumentId, CoinEvents.GapFound>.Empty;

    /// <summary>Newest signals first.</summary>
    public ImmutableList<Signal> Signals { get; init; } = [];

    /// <summary>Newest trades first.</summary>
    public ImmutableList<TradeLine> Trades { get; init; } = [];

    /// <summary>The account; null before the first step.</summary>
    public AccountView? Account { get; init; }

    /// <summary>What buying everything at the start and holding it would have earned, in quote.</summary>
    public decimal BuyAndHoldQuote { get; init; }

    /// <summary>Messages by topic: accepted and conflated.</summary>
    public ImmutableSortedDictionary<string, TopicCount> Topics { get; init; } =
        ImmutableSortedDictionary.Create<string, TopicCount>(StringComparer.Ordinal);

    /// <summary>Feeds that have come to their end.</summary>
    public ImmutableSortedSet<string> FeedsEnded { get; init; } =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Whether signals reach the outside; null until it is known.</summary>
    public PublisherStatus? Publisher { get; init; }

    /// <summary>Signals seen in this run.</summary>
    public long SignalsSeen { get; init; }

    /// <summary>Orders refused by risk in this run.</summary>
    public long RiskRefused { get; init; }
}
