using System.Text;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Tests.Replay;

/// <summary>A tape of given frames.</summary>
internal sealed class ListTape(params IReadOnlyList<(double Second, string Text)> frames) : IFrameTape
{
    public string Name => "list";

    public IEnumerable<TapeFrame> Read() => frames.Select(frame => new TapeFrame(
        "one",
        new RawFrame(Encoding.UTF8.GetBytes(frame.Text), DateTimeOffset.UnixEpoch.AddSeconds(frame.Second))));
}
