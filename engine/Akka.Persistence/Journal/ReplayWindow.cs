using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>
/// Looks for traces of two writers in one replay. Holds the newest events back, so that those of an older writer can
/// still be left out when a newer writer turns out to have used the same numbers. For one replay, one call at a time.
/// </summary>
internal sealed class ReplayWindow<TEvent>(
    ReplayFilterSettings settings,
    ILoggingAdapter log,
    Func<TEvent, IPersistentRepresentation> representationOf,
    Action<TEvent> emit)
{
    private readonly LinkedList<TEvent> _held = new();
    private readonly LinkedList<string> _oldWriters = new();
    private string _writer = string.Empty;
    private long _sequenceNr = -1L;

    private bool Repairs => settings.Mode == ReplayFilterMode.RepairByDiscardOld;

    /// <summary>
    /// Takes the next event; fails, when the mode says so, with <see cref="IllegalStateException"/>, and then forgets
    /// what is held back.
    /// </summary>
    public void Add(TEvent item)
    {
        var p = representationOf(item);
        if (settings.Mode == ReplayFilterMode.Disabled)
        {
            emit(item);
            return;
        }

        if (settings.Debug)
        {
            log.Debug("Replay: sequence number [{0}] of writer [{1}]", p.SequenceNr, p.WriterGuid);
        }

        if (p.WriterGuid == _writer)
        {
            AddOfSameWriter(item, p);
        }
        else if (_oldWriters.Contains(p.WriterGuid))
        {
            AddOfOldWriter(item, p);
        }
        else
        {
            AddOfNewWriter(item, p);
        }
    }

    /// <summary>Lets go what is held back; the replay is over.</summary>
    public void Flush()
    {
        foreach (var item in _held)
        {
            emit(item);
        }

        _held.Clear();
    }

    private void AddOfSameWriter(TEvent item, IPersistentRepresentation p)
    {
        if (p.SequenceNr < _sequenceNr)
        {
            Report(p, $"comes after [{_sequenceNr}] of the same writer; its events may have been stored out of " +
                "order, or two actors have one persistence id.");
            if (Repairs)
            {
                return;
            }
        }
        else
        {
            _sequenceNr = p.SequenceNr;
        }

        Hold(item);
    }

    private void AddOfOldWriter(TEvent item, IPersistentRepresentation p)
    {
        Report(p, $"comes after [{_sequenceNr}] of the newer writer [{_writer}]; the older one may have gone on " +
            "writing, or two actors have one persistence id.");
        if (!Repairs)
        {
            Hold(item);
        }
    }

    private void AddOfNewWriter(TEvent item, IPersistentRepresentation p)
    {
        if (_writer.Length > 0)
        {
            _oldWriters.AddLast(_writer);
        }

        if (_oldWriters.Count > settings.MaxOldWriters)
        {
            _oldWriters.RemoveFirst();
        }

        _writer = p.WriterGuid;
        _sequenceNr = p.SequenceNr;
        for (var node = _held.First; node is not null;)
        {
            var (next, older) = (node.Next, representationOf(node.Value));
            if (older.SequenceNr >= _sequenceNr)
            {
                Report(p, $"is of a new writer, but [{older.SequenceNr}] of the older writer [{older.WriterGuid}] " +
                    "came before it; the new one may have written out of order, or two actors have one id.");
                if (Repairs)
                {
                    _held.Remove(node);
                }
            }

            node = next;
        }

        Hold(item);
    }

    private void Hold(TEvent item)
    {
        if (_held.Count > 0 && _held.Count >= settings.WindowSize)
        {
            var first = _held.First!;
            _held.Remove(first);
            emit(first.Value);
            first.Value = item;
            _held.AddLast(first);
            return;
        }

        _held.AddLast(item);
    }

    private void Report(IPersistentRepresentation p, string what)
    {
        var text = $"Invalid replayed event [sequenceNr={p.SequenceNr}, writerUUID={p.WriterGuid}] for " +
            $"persistenceId [{p.PersistenceId}]: it {what}";
        if (settings.Mode == ReplayFilterMode.Fail)
        {
            log.Error("{0}", text);
            _held.Clear();
            throw new IllegalStateException(text);
        }

        log.Warning("{0}", text);
    }
}
