using System.Text.Json;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>Follows one recorded topic whose messages are changes to a state.</summary>
public interface ISnapshotReplay
{
    /// <summary>Takes the next recorded frame.</summary>
    void Apply(JsonElement frame);

    /// <summary>Writes the state as a snapshot frame, marked <c>"synth":true</c>: the venue never sent it.</summary>
    void Write(Utf8JsonWriter writer, string topic);
}
