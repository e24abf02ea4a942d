using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Portfolio;

/// <summary>One account: cash, positions, and what became of them.</summary>
/// <remarks>Always cash + unrealised = equity, and a position is the sum of its fills.</remarks>
public sealed record PortfolioState
{
    private PortfolioState(string account, decimal startQuote)
    {
        Account = account;
        StartQuote = startQuote;
        CashQuote = startQuote;
        PeakQuote = startQuote;
        DayStartQuote = startQuote;
    }

    /// <summary>Name of the account.</summary>
    public string Account { get; }

    /// <summary>Equity at the start.</summary>
    public decimal StartQuote { get; }

    /// <summary>Last watermark that was marked; null before the first.</summary>
    public Watermark? LastMarked { get; private init; }

    /// <summary>Number of the last venue report booked; 0 before the first.</summary>
    public long LastReport { get; private init; }

    /// <summary>Start plus realised profit and funding, minus fees.</summary>
    public decimal CashQuote { get; private init; }

    /// <summary>Cash plus unrealised profit.</summary>
    public decimal EquityQuote => CashQuote + UnrealizedQuote;

    /// <summary>The account as others may know it.</summary>
    public AccountView View => new(
        Account,
        LastMarked,
        StartQuote,
        CashQuote,
        EquityQuote,
        RealizedQuote,
        UnrealizedQuote,
        FeesQuote,
        FundingQuote,
        PeakQuote,
        DayStartQuote,
        MaxDrawdownFraction,
        Fills,
        LastReport,
        [.. Positions.Select(pair => ViewOf(pair.Key, pair.Value))]);

    internal ImmutableSortedDictionary<PositionKey, Position> Positions { get; private init; } =
        ImmutableSortedDictionary<PositionKey, Position>.Empty;

    internal decimal PeakQuote { get; private init; }

    internal decimal DayStartQuote { get; private init; }

    internal decimal MaxDrawdownFraction { get; private init; }

    private decimal UnrealizedQuote => Positions.Values.Sum(position => position.UnrealizedQuote);

    private decimal RealizedQuote { get; init; }

    private decimal FeesQuote { get; init; }

    private decimal FundingQuote { get; init; }

    private long Fills { get; init; }

    /// <summary>An account before its first trade.</summary>
    /// <exception cref="ArgumentException">The name is empty or the equity not positive.</exception>
    public static PortfolioState Start(string account, decimal startQuote)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(startQuote);
        return new PortfolioState(account, startQuote);
    }

    /// <summary>The state that a view was taken of: a snapshot of the account is its view.</summary>
    /// <exception cref="ArgumentException">The view holds a position of size zero.</exception>
    public static PortfolioState From(AccountView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Positions.Any(position => position.SizeBase == 0m))
        {
            throw new ArgumentException("A position of size zero is no position.", nameof(view));
        }

        return new PortfolioState(view.Account, view.StartQuote)
        {
            LastMarked = view.Watermark,
            LastReport = view.LastReport,
            CashQuote = view.CashQuote,
            PeakQuote = view.PeakQuote,
            DayStartQuote = view.DayStartQuote,
            MaxDrawdownFraction = view.MaxDrawdownFraction,
            RealizedQuote = view.RealizedQuote,
            FeesQuote = view.FeesQuote,
            FundingQuote = view.FundingQuote,
            Fills = view.Fills,
            Positions = view.Positions.ToImmutableSortedDictionary(
                position => new PositionKey(position.Trader, position.Coin),
                position => new Position(position.SizeBase, position.CostQuote, position.MarkQuote, position.OpenedAt)),
        };
    }

    /// <summary>The state after an event of the portfolio.</summary>
    /// <exception cref="ArgumentException">The event is none of the portfolio's.</exception>
    public PortfolioState Apply(object happened) => happened switch
    {
        PortfolioEvents.FillBooked booked => Report(booked.Fill.Sequence).Book(booked),
        PortfolioEvents.FundingBooked booked => Report(booked.Payment.Sequence) with
        {
            CashQuote = CashQuote + booked.Payment.AmountQuote,
            FundingQuote = FundingQuote + booked.Payment.AmountQuote,
        },
        PortfolioEvents.EquityMarked marked => Mark(marked),
        _ => throw new ArgumentException($"'{happened?.GetType().Name}' is no event of a portfolio.", nameof(happened)),
    };

    private static PositionView ViewOf(PositionKey key, Position position) => new(
        key.Trader,
        key.Coin,
        position.SizeBase,
        position.EntryQuote,
        position.CostQuote,
        position.MarkQuote,
        position.OpenedAt,
        position.UnrealizedQuote);

    private static Position? After(Position? held, Fill fill, decimal realizedQuote)
    {
        var signedBase = fill.Side.Sign() * fill.SizeBase;
        if (held is null)
        {
            return new Position(signedBase, signedBase * fill.PriceQuote, fill.PriceQuote, fill.Time);
        }

        var sizeBase = held.SizeBase + signedBase;
        if (sizeBase == 0m)
        {
            return null;
        }

        // Cost grows by what was paid and shrinks by what was received less the profit in it: no division, so exact.
        var costQuote = held.CostQuote + (signedBase * fill.PriceQuote) + realizedQuote;
        var isFlipped = Math.Sign(sizeBase) != Math.Sign(held.SizeBase);
        return new Position(sizeBase, costQuote, fill.PriceQuote, isFlipped ? fill.Time : held.OpenedAt);
    }

    private PortfolioState Report(long sequence)
    {
        Invariant.Hold(sequence == LastReport + 1, "Reports are booked without a hole.");
        return this with { LastReport = sequence };
    }

    private PortfolioState Book(PortfolioEvents.FillBooked booked)
    {
        var key = new PositionKey(booked.Fill.Trader, booked.Fill.Coin);
        var after = After(Positions.GetValueOrDefault(key), booked.Fill, booked.RealizedQuote);
        return this with
        {
            CashQuote = CashQuote + booked.RealizedQuote - booked.Fill.FeeQuote,
            RealizedQuote = RealizedQuote + booked.RealizedQuote,
            FeesQuote = FeesQuote + booked.Fill.FeeQuote,
            Fills = Fills + 1,
            Positions = after is null ? Positions.Remove(key) : Positions.SetItem(key, after),
        };
    }

    private PortfolioState Mark(PortfolioEvents.EquityMarked marked) => this with
    {
        LastMarked = marked.Watermark,
        PeakQuote = marked.PeakQuote,
        DayStartQuote = marked.DayStartQuote,
        MaxDrawdownFraction = marked.MaxDrawdownFraction,
        Positions = PortfolioDecisions.Marked(Positions, marked.MarksQuote),
    };
}
