using WhaleStack.Domain.Ports;

namespace WhaleStack.Node.Replay;

/// <summary>What a recording holds: everything is read once and counted, so that nothing is missed in
/// silence.</summary>
internal sealed class TapeSurvey
{
    private readonly Dictionary<string, VenueSurvey> _venues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _unread = new(StringComparer.Ordinal);
    private readonly RecordedVenue? _only;
    private readonly Dictionary<string, RecordedVenue> _byConnection = new(StringComparer.Ordinal);

    private TapeSurvey(IFrameTape tape, RecordedVenue? only) => (Tape, _only) = (tape, only);

    /// <summary>The recording.</summary>
    public IFrameTape Tape { get; }

    /// <summary>What there is of each venue.</summary>
    public IReadOnlyCollection<VenueSurvey> Venues => _venues.Values;

    /// <summary>By connection, frames that are no venue's.</summary>
    public IReadOnlyDictionary<string, long> Unread => _unread;

    /// <summary>All frames.</summary>
    public long Frames { get; private set; }

    /// <summary>Receive time of the first frame.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>Receive time of the last frame.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Longest time between two frames.</summary>
    public TimeSpan PauseMax { get; private set; }

    /// <summary>Reads it to its end.</summary>
    /// <param name="tape">The recording.</param>
    /// <param name="only">Whose frames they are; null to find out by connection and frame.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no recording of its kind; names place and cause.</exception>
    public static TapeSurvey Of(IFrameTape tape, RecordedVenue? only)
    {
        ArgumentNullException.ThrowIfNull(tape);
        var survey = new TapeSurvey(tape, only);
        foreach (var frame in tape.Read())
        {
            survey.Take(frame);
        }

        return survey;
    }

    private void Take(TapeFrame frame)
    {
        var at = frame.Frame.ReceivedAt;
        if (Frames++ > 0 && at - Last > PauseMax)
        {
            PauseMax = at - Last;
        }

        First = at < First ? at : First;
        Last = at > Last ? at : Last;
        if (VenueOf(frame) is not { } venue)
        {
            _unread[frame.Connection] = _unread.GetValueOrDefault(frame.Connection) + 1;
            return;
        }

        if (!_venues.TryGetValue(venue.Name, out var survey))
        {
            _venues[venue.Name] = survey = new VenueSurvey(venue);
        }

        survey.Take(frame);
    }

    private RecordedVenue? VenueOf(TapeFrame frame)
    {
        if (_only is not null)
        {
            return _only;
        }

        if (!_byConnection.TryGetValue(frame.Connection, out var venue))
        {
            venue = RecordedVenue.OfConnection(frame.Connection) ?? RecordedVenue.OfFrame(frame.Frame);
            if (venue is not null)
            {
                _byConnection[frame.Connection] = venue;
            }
        }

        return venue;
    }
}
