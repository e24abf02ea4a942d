using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Json;

namespace WhaleStack.Bench.Parsers;

/// <summary>One recorded data frame.</summary>
/// <param name="Bytes">As it came.</param>
/// <param name="Reader">What reads it.</param>
internal readonly record struct RecordedFrame(byte[] Bytes, FrameReader Reader);

/// <summary>A venue's readers of one kind of connection.</summary>
/// <param name="Decoder">Reads into buffers.</param>
/// <param name="Parse">Makes messages.</param>
/// <param name="Read">Gives to a sink.</param>
internal sealed record FrameReader(
    IPlainDecoder Decoder, Func<byte[], FeedFrame> Parse, Action<byte[], IFrameSink> Read);
