using System.Net.WebSockets;
using WhaleStack.Messages.Accounts;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>What the tests of an account's channel have in common.</summary>
internal static class AccountScripts
{
    public static readonly DateTimeOffset Since = DateTimeOffset.FromUnixTimeMilliseconds(1760000000000);

    public static async Task<List<AccountNews>> AfterLiveAsync(
        ScriptedAccount venue,
        Func<AccountNews, bool> isLast,
        WhaleStack.Venues.Bybit.Private.BybitAccountOptions? options = null)
    {
        await using var listener = new AccountListener(venue.Client(options).Feed);
        await listener.UntilAsync(ChannelState.Live);
        return await listener.UntilAsync(isLast);
    }

    public static Func<string, WebSocket, CancellationToken, Task> Live(params string[] frames) =>
        async (_, socket, over) =>
        {
            await Script(socket, over);

            // After the records, so that what is told comes of the stream.
            await Task.Delay(300, over);
            foreach (var frame in frames)
            {
                await ScriptedVenue.SendAsync(socket, frame, over);
            }

            await ScriptedVenue.UntilClosedAsync(socket, over);
        };

    public static async Task Script(WebSocket socket, CancellationToken over, params string[] frames)
    {
        await ScriptedAccount.GreetAsync(socket, over);
        await ScriptedAccount.GrantAsync(socket, over);
        foreach (var frame in frames)
        {
            await ScriptedVenue.SendAsync(socket, frame, over);
        }
    }

    public static Func<Asked, Reply> Once(string row) => asked => Reply.Granted(
        asked.Query.Contains("USDC", StringComparison.Ordinal) ? Rows.List("") : Rows.List(row));

    public static Func<AccountNews, bool> IsWallet(decimal equity) =>
        news => news is AccountNews.WalletChanged changed && changed.Wallet.EquityUsd == equity;

    public static string Name(AccountNews news) => news is AccountNews.ChannelChanged changed
        ? changed.Health.State.ToString()
        : news.GetType().Name;
}
