namespace WhaleStack.Messages.Accounts;

/// <summary>What an account's channel tells, in order. A closed set.</summary>
public abstract record AccountNews
{
    private AccountNews()
    {
    }

    /// <summary>An order has changed. Said at most once for each ended order.</summary>
    public sealed record OrderChanged(OrderReport Order) : AccountNews;

    /// <summary>A position was changed by an execution. Said once for each execution.</summary>
    public sealed record Executed(ExecutionReport Execution) : AccountNews;

    /// <summary>
    /// The same execution told early and without its fee; <see cref="Executed"/> follows. For speed only, never for
    /// books.
    /// </summary>
    public sealed record ExecutedEarly(ExecutionReport Execution) : AccountNews;

    /// <summary>Funding was settled. Said once for each settlement.</summary>
    public sealed record Funded(FundingReport Funding) : AccountNews;

    /// <summary>A position as it stands now; said again without a change.</summary>
    public sealed record PositionChanged(PositionReport Position) : AccountNews;

    /// <summary>The account's money as it stands now, as far as the report names currencies.</summary>
    public sealed record WalletChanged(WalletReport Wallet) : AccountNews;

    /// <summary>
    /// Something was told that could not be read: books may lack it until they are reconciled with the venue.
    /// </summary>
    /// <param name="Detail">What, in one line.</param>
    public sealed record Unreadable(string Detail) : AccountNews;

    /// <summary>The channel's state has changed.</summary>
    public sealed record ChannelChanged(ChannelHealth Health) : AccountNews;
}

/// <summary>Whether a channel to a venue can be relied on.</summary>
public enum ChannelState
{
    /// <summary>It is being opened; nothing is known yet.</summary>
    Connecting = 1,

    /// <summary>It is open and the gap before it is being filled.</summary>
    CatchingUp = 2,

    /// <summary>What happens is told as it happens, and what happened before was told.</summary>
    Live = 3,

    /// <summary>It was lost and will be opened again.</summary>
    Down = 4,

    /// <summary>It has ended and will not be opened again: stopped, or the venue refuses the account.</summary>
    Ended = 5,
}

/// <summary>The state of a channel.</summary>
/// <param name="State">Which.</param>
/// <param name="Detail">Where to, or why not, in one line without secrets.</param>
/// <param name="Restarts">How often it was opened again since its start.</param>
/// <param name="Since">Since when, by the clock the channel was given.</param>
public sealed record ChannelHealth(ChannelState State, string Detail, long Restarts, DateTimeOffset Since);
