using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Http;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>One look at the venue's clock.</summary>
internal sealed class BybitTimeCall : BybitCall
{
    private const string Path = "/v5/market/time";
    private readonly ServerClock _clock;

    public BybitTimeCall(ServerClock clock)
        : base($"GET {Path}") => _clock = clock;

    public override bool MayRepeatInDoubt => true;

    public override bool NeedsTime => true;

    public override HttpRequestMessage Make() => new(HttpMethod.Get, Path);

    public override void See(HttpTry.Answered answered, BybitAnswer? answer)
    {
        if (answer is { Code: 0, AnsweredAt: { } at })
        {
            _clock.Add(answered.SentAt, answered.ReceivedAt, at);
        }
    }
}
