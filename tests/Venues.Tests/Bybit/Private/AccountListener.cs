using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Reads an account's channel until a test has what it waits for.</summary>
internal sealed class AccountListener : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private readonly IAsyncEnumerator<AccountNews> _news;

    public AccountListener(IAccountFeed feed, DateTimeOffset? since = null) =>
        _news = feed.ReceiveAsync(since, _limit.Token).GetAsyncEnumerator(_limit.Token);

    /// <summary>Everything up to and with the first that the condition holds for.</summary>
    public async Task<List<AccountNews>> UntilAsync(Func<AccountNews, bool> isLast)
    {
        var all = new List<AccountNews>();
        while (await _news.MoveNextAsync())
        {
            all.Add(_news.Current);
            if (isLast(_news.Current))
            {
                return all;
            }
        }

        throw new InvalidOperationException("the channel ended");
    }

    /// <summary>Everything up to a state of the channel.</summary>
    public Task<List<AccountNews>> UntilAsync(ChannelState state) =>
        UntilAsync(news => news is AccountNews.ChannelChanged changed && changed.Health.State == state);

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        try
        {
            await _news.DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        _limit.Dispose();
    }
}
