using System.Numerics;
using System.Runtime.CompilerServices;
using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Islands;

/// <summary>
/// A single-writer, single-reader ring of at most <c>capacity</c> elements.
/// </summary>
/// <remarks>
/// Each side raises a flag before it sleeps and looks again after raising it; the other side moves its index, then
/// looks at the flag, with a full fence between. So a wake-up is never lost and seldom sent: the reader wakes the
/// writer only when half of the ring is free. Before it sleeps a side spins for a moment, as long as that pays: when
/// both sides have a processor there is then hardly ever anyone to wake.
/// </remarks>
internal sealed class AsyncPipe<T> : AsyncPipe
{
    private readonly T[] _ring;
    private readonly int _mask;
    private readonly int _capacity;
    private readonly int _wakeAt;
    private readonly WriterLogic _writer;
    private readonly ReaderLogic _reader;
    private long _written;
    private long _read;
    private int _writerSleeps;
    private int _readerSleeps;
    private bool _completed;
    private Exception? _failure;
    private Exception? _cancelCause;

    public AsyncPipe(int capacity)
    {
        _capacity = Math.Max(capacity, 1);
        _wakeAt = Math.Max(_capacity / 2, 1);
        _ring = new T[(int)BitOperations.RoundUpToPowerOf2((uint)_capacity)];
        _mask = _ring.Length - 1;
        _writer = new WriterLogic(this);
        _reader = new ReaderLogic(this);
    }

    public override GraphStageLogic Writer => _writer;

    public override GraphStageLogic Reader => _reader;

    private int Count => (int)(Volatile.Read(ref _written) - Volatile.Read(ref _read));

    private void Write(T element)
    {
        _ring[_written & _mask] = element;
        Volatile.Write(ref _written, _written + 1);
        Interlocked.MemoryBarrier();
        WakeReader();
    }

    private void WakeReader()
    {
        if (Volatile.Read(ref _readerSleeps) == 1 && Interlocked.Exchange(ref _readerSleeps, 0) == 1)
        {
            _reader.Nudge();
        }
    }

    private bool TryRead(out T element)
    {
        var read = _read;
        if (read == Volatile.Read(ref _written))
        {
            element = default!;
            return false;
        }

        ref var slot = ref _ring[read & _mask];
        element = slot;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            slot = default!;
        }

        Volatile.Write(ref _read, read + 1);
        WakeWriter(read + 1);
        return true;
    }

    private void WakeWriter(long read)
    {
        if (read % _wakeAt != 0 && read != Volatile.Read(ref _written))
        {
            return;
        }

        Interlocked.MemoryBarrier();
        if (_capacity - Count >= _wakeAt
            && Volatile.Read(ref _writerSleeps) == 1 && Interlocked.Exchange(ref _writerSleeps, 0) == 1)
        {
            _writer.Nudge();
        }
    }

    // Waits for the other side without sleeping; gives up sooner the less it has helped.
    private struct Spinner
    {
        private const int Most = 64;
        private int _limit;
        private int _calls;

        public bool Until(AsyncPipe<T> pipe, int count, bool above)
        {
            // Now and then the other side may have become quick enough again.
            if (_limit == 0 && (++_calls & 31) == 0)
            {
                _limit = 8;
            }

            for (var i = 0; i < _limit; i++)
            {
                Thread.SpinWait(8);
                if (above ? pipe.Count > count : pipe.Count <= count)
                {
                    _limit = Math.Min(_limit * 2, Most);
                    return true;
                }
            }

            _limit /= 2;
            return false;
        }
    }

    private sealed class WriterLogic : GraphStageLogic, IInHandler
    {
        private readonly AsyncPipe<T> _pipe;
        private readonly Inlet<T> _in = new("AsyncBoundary.in") { Id = 0 };
        private readonly AsyncNudge _nudge;
        private Spinner _spinner;
        private bool _over;

        public WriterLogic(AsyncPipe<T> pipe)
            : base(1, 0)
        {
            _pipe = pipe;
            _nudge = new AsyncNudge(this, OnNudge);
            SetHandler(_in, this);
        }

        public void Nudge() => SendToSelf(_nudge);

        public override void PreStart() => Pull(_in);

        public void OnPush()
        {
            _pipe.Write(Grab(_in));
            if (_pipe.Count < _pipe._capacity || _spinner.Until(_pipe, _pipe._capacity - _pipe._wakeAt, above: false))
            {
                Pull(_in);
                return;
            }

            Interlocked.Exchange(ref _pipe._writerSleeps, 1);
            if (_pipe._capacity - _pipe.Count >= _pipe._wakeAt
                && Interlocked.Exchange(ref _pipe._writerSleeps, 0) == 1)
            {
                Pull(_in);
            }
        }

        public void OnUpstreamFinish() => End(null);

        public void OnUpstreamFailure(Exception e) => End(e);

        public override void PostStop()
        {
            if (!_over)
            {
                End(new AbruptStageTerminationException(this));
            }
        }

        private void OnNudge()
        {
            if (Volatile.Read(ref _pipe._cancelCause) is { } cause)
            {
                _over = true;
                Cancel(_in, cause);
            }
            else if (!IsClosed(_in) && !HasBeenPulled(_in))
            {
                Pull(_in);
            }
        }

        private void End(Exception? failure)
        {
            _over = true;
            Volatile.Write(ref _pipe._failure, failure);
            Volatile.Write(ref _pipe._completed, true);
            _pipe._reader.Nudge();
        }
    }

    private sealed class ReaderLogic : GraphStageLogic, IOutHandler
    {
        private readonly AsyncPipe<T> _pipe;
        private readonly Outlet<T> _out = new("AsyncBoundary.out") { Id = 0 };
        private readonly AsyncNudge _nudge;
        private Spinner _spinner;
        private bool _over;

        public ReaderLogic(AsyncPipe<T> pipe)
            : base(0, 1)
        {
            _pipe = pipe;
            _nudge = new AsyncNudge(this, OnNudge);
            SetHandler(_out, this);
        }

        public void Nudge() => SendToSelf(_nudge);

        public void OnPull()
        {
            if (!TryPush() && (!_spinner.Until(_pipe, 0, above: true) || !TryPush()))
            {
                Interlocked.Exchange(ref _pipe._readerSleeps, 1);
                TryPush();
            }

            EndIfDrained();
        }

        public void OnDownstreamFinish(Exception cause)
        {
            CancelWriter(cause);
            CompleteStage();
        }

        public override void PostStop()
        {
            if (!_over)
            {
                CancelWriter(new AbruptStageTerminationException(this));
            }
        }

        private void OnNudge()
        {
            if (Volatile.Read(ref _pipe._completed) && _pipe._failure is { } failure)
            {
                // An error overtakes what is still in the ring.
                _over = true;
                FailStage(failure);
                return;
            }

            if (IsAvailable(_out) && !TryPush())
            {
                Interlocked.Exchange(ref _pipe._readerSleeps, 1);
                TryPush();
            }

            EndIfDrained();
        }

        private bool TryPush()
        {
            if (!_pipe.TryRead(out var element))
            {
                return false;
            }

            Push(_out, element);
            return true;
        }

        private void EndIfDrained()
        {
            if (Volatile.Read(ref _pipe._completed) && _pipe._failure is null && _pipe.Count == 0)
            {
                _over = true;
                CompleteStage();
            }
        }

        private void CancelWriter(Exception cause)
        {
            _over = true;
            Volatile.Write(ref _pipe._cancelCause, cause);
            _pipe._writer.Nudge();
        }
    }
}
