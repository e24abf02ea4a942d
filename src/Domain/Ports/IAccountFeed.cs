using WhaleStack.Messages.Accounts;

namespace WhaleStack.Domain.Ports;

/// <summary>One account's private channel: orders, executions, positions, money.</summary>
/// <remarks>
/// Implementations are thread-safe. One call of <see cref="ReceiveAsync"/> at a time; it opens a lost connection again
/// by itself, with growing pauses, and fills the gap from the venue's records before it is
/// <see cref="ChannelState.Live"/> again.
/// </remarks>
public interface IAccountFeed
{
    /// <summary>Name of the feed, such as <c>bybit-account</c>.</summary>
    string Name { get; }

    /// <summary>The channel's state.</summary>
    ChannelHealth Health { get; }

    /// <summary>
    /// Yields what happens to the account until the token is cancelled. After each connection, before
    /// <see cref="ChannelState.Live"/>: open orders, positions, money, and every execution since the last one seen.
    /// </summary>
    /// <param name="since">Executions after this venue time are wanted from the venue's records at the start; null
    /// for none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FeedException">The venue refuses the account: opening the channel again would not
    /// help.</exception>
    IAsyncEnumerable<AccountNews> ReceiveAsync(DateTimeOffset? since, CancellationToken cancellation);
}
