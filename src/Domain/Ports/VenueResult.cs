namespace WhaleStack.Domain.Ports;

/// <summary>What became of a request to a venue. A closed set.</summary>
/// <typeparam name="T">What the venue gives when it grants the request.</typeparam>
public abstract record VenueResult<T>
{
    private VenueResult()
    {
    }

    /// <summary>The venue did it.</summary>
    /// <param name="Value">What it gave.</param>
    public sealed record Granted(T Value) : VenueResult<T>;

    /// <summary>The venue did not do it, for certain.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(VenueError Error) : VenueResult<T>;

    /// <summary>
    /// The request left and its outcome is unknown: it may have been done. Query by the client order id; never send
    /// it again blindly.
    /// </summary>
    /// <param name="Error">What is known.</param>
    public sealed record InDoubt(VenueError Error) : VenueResult<T>;

    /// <summary>The error of a refusal or a doubt; null when it was granted.</summary>
    public VenueError? Failure => this switch
    {
        Granted => null,
        Refused refused => refused.Error,
        InDoubt doubtful => doubtful.Error,
        _ => throw new InvalidOperationException($"'{GetType().Name}' is no result of a venue."),
    };

    /// <summary>The same result with its value made into another.</summary>
    public VenueResult<TOther> Select<TOther>(Func<T, TOther> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return this switch
        {
            Granted granted => new VenueResult<TOther>.Granted(make(granted.Value)),
            Refused refused => new VenueResult<TOther>.Refused(refused.Error),
            InDoubt doubtful => new VenueResult<TOther>.InDoubt(doubtful.Error),
            _ => throw new InvalidOperationException($"'{GetType().Name}' is no result of a venue."),
        };
    }
}
