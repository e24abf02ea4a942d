namespace WhaleStack.Simulator.Binance.Rest;

/// <summary>Why a request is refused, in Binance's codes and words.</summary>
/// <param name="Code">Below 0.</param>
/// <param name="Message">Binance's words.</param>
/// <param name="Status">The HTTP status.</param>
public sealed record Failure(int Code, string Message, int Status = 400)
{
    /// <summary>A parameter is missing or unreadable.</summary>
    public static Failure Malformed(string name) =>
        new(-1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    /// <summary>A parameter has a value that it cannot have.</summary>
    public static Failure Invalid(string name) => new(-1130, $"Data sent for parameter '{name}' is not valid.");

    /// <summary>There is no such symbol.</summary>
    public static Failure NoSymbol { get; } = new(-1121, "Invalid symbol.");

    /// <summary>There is no such order to look up.</summary>
    public static Failure NoOrder { get; } = new(-2013, "Order does not exist.");

    /// <summary>There is no such order to cancel.</summary>
    public static Failure UnknownOrder { get; } = new(-2011, "Unknown order sent.");

    /// <summary>There is no such listen key.</summary>
    public static Failure NoListenKey { get; } = new(-1125, "This listenKey does not exist.");
}
