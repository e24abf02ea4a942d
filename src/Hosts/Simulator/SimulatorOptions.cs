namespace WhaleStack.Simulator;

/// <summary>What the simulator was asked for.</summary>
/// <param name="Samples">Folder of the recordings.</param>
/// <param name="Host">Address to listen on; loopback unless said otherwise.</param>
/// <param name="Port">Port; 0 for any that is free.</param>
/// <param name="Speed">Pace of the tape as a multiple of the recorded one; 0 = as fast as the socket takes it.</param>
/// <param name="ExitsWithInput">End when standard input closes, so that a killed parent takes the simulator with
/// it.</param>
public sealed record SimulatorOptions(string Samples, string Host, int Port, double Speed, bool ExitsWithInput);

/// <summary>The simulator cannot start; the message is one clear line.</summary>
public sealed class SimulatorException : Exception
{
    /// <summary>Makes one.</summary>
    public SimulatorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
