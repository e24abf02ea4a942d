using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// One source after the other: a new one begins with, or after, each element for which a condition holds.
/// </summary>
internal sealed class Split<T>(Func<T, bool> condition, bool after, SubstreamCancelStrategy onCancel)
    : LinearStage<T, Source<T, NotUsed>>("split")
{
    private readonly Func<T, bool> _condition = condition;
    private readonly bool _after = after;
    private readonly SubstreamCancelStrategy _onCancel = onCancel;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    // States: no part -> a part that waits for demand downstream -> a part that is fed, or drained when it was
    // cancelled -> no part, or the next.
    private sealed class Logic(Split<T> stage, Attributes attributes) : TimedLogic<T, Source<T, NotUsed>>(stage)
    {
        private readonly Decider _decider = ActorAttributes.DeciderOf(attributes);
        private StreamSubscriptionTimeoutSettings? _timeout;
        private Part? _part;
        private bool _isUnannounced;
        private int _openParts;

        public override void PreStart() =>
            _timeout = (Materializer as ActorMaterializer)?.Settings.SubscriptionTimeoutSettings;

        public override void OnPush()
        {
            var element = Grab(Inlet);
            bool holds;
            try
            {
                holds = stage._condition(element);
            }
            catch (Exception e)
            {
                if (_decider(e) == Directive.Stop)
                {
                    _part?.Port.Fail(e);
                    FailStage(e);
                }
                else
                {
                    PullIfWanted();
                }

                return;
            }

            Route(element, holds);
            PullIfWanted();
        }

        public override void OnPull()
        {
            if (_isUnannounced)
            {
                Announce();
            }

            PullIfWanted();
        }

        public override void OnUpstreamFinish()
        {
            if (!_isUnannounced)
            {
                End();
            }
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _part?.Port.Fail(e);
            FailStage(e);
        }

        // The parts that are open go on to their end; another cannot follow.
        public override void OnDownstreamFinish(Exception cause)
        {
            if (_isUnannounced)
            {
                _isUnannounced = false;
                _part = null;
                _openParts--;
            }

            if (_openParts == 0)
            {
                CancelStage(cause);
                return;
            }

            SetKeepGoing(true);
            if (_part is null)
            {
                Cancel(Inlet, cause);
            }
        }

        protected override void OnTimer(object timerKey)
        {
            var part = (Part)timerKey;
            var isTaken = part.Port.IsTaken || part.Port.IsClosed;
            if (SubscriptionTimeoutException.After(_timeout!, isTaken, Log) is { } late)
            {
                part.Port.Fail(late);
                part.OnDownstreamFinish(late);
            }
        }

        private void Route(T element, bool holds)
        {
            if (_part is not null && holds && !stage._after)
            {
                _part.Complete();
                _part = null;
            }

            if (_part is null)
            {
                Open(element, ends: holds && stage._after);
                return;
            }

            _part.Push(element);
            if (holds && stage._after)
            {
                _part.Complete();
                _part = null;
                if (IsClosed(Outlet))
                {
                    Stop();
                }
            }
        }

        private void Open(T element, bool ends)
        {
            if (IsClosed(Outlet))
            {
                Stop();
                return;
            }

            _part = new Part(this, element);
            if (ends)
            {
                _part.Complete();
            }

            _isUnannounced = true;
            if (IsAvailable(Outlet))
            {
                Announce();
            }
        }

        private void Announce()
        {
            var part = _part!;
            _isUnannounced = false;
            if (part.IsEnding)
            {
                _part = null;
            }

            if (_timeout is { Mode: not StreamSubscriptionTimeoutTerminationMode.NoopTermination })
            {
                ScheduleOnce(part, _timeout.Timeout);
            }

            Push(Outlet, Source.FromGraph(part.Port.Source));
            if (IsClosed(Inlet))
            {
                End();
            }
        }

        private void Stop()
        {
            Cancel(Inlet);
            End();
        }

        private void PullIfWanted()
        {
            var isWanted = _part is null ? IsAvailable(Outlet) : _part.WantsMore;
            if (isWanted && !_isUnannounced && !HasBeenPulled(Inlet))
            {
                TryPull(Inlet);
            }
        }

        private void OnCancel(Part part, Exception cause)
        {
            if (IsClosed(Inlet))
            {
                End();
            }
            else if (part == _part)
            {
                if (stage._onCancel == SubstreamCancelStrategy.Propagate || IsClosed(Outlet))
                {
                    CancelStage(cause);
                }
                else
                {
                    PullIfWanted();
                }
            }
        }

        // A last part may still hold its first element; the stage waits for it.
        private void End()
        {
            Complete(Outlet);
            _part?.Complete();
            if (_openParts > 0)
            {
                SetKeepGoing(true);
            }
            else
            {
                CompleteStage();
            }
        }

        /// <summary>One sub-stream: its port, and the element it began with until that is wanted.</summary>
        private sealed class Part : OutHandler
        {
            private readonly Logic _logic;
            private T _first;
            private bool _hasFirst = true;

            public Part(Logic logic, T first)
            {
                _logic = logic;
                _first = first;
                Port = new SubSourceOutlet<T>(logic, "SplitSource");
                Port.SetHandler(this);
                logic._openParts++;
            }

            public SubSourceOutlet<T> Port { get; }

            public bool IsEnding { get; private set; }

            // A part that was cancelled takes everything, and keeps nothing.
            public bool WantsMore => Port.IsClosed || (Port.IsAvailable && !_hasFirst);

            public void Push(T element)
            {
                if (!Port.IsClosed)
                {
                    Port.Push(element);
                }
            }

            public void Complete()
            {
                IsEnding = true;
                if (!_hasFirst)
                {
                    Close();
                }
            }

            public override void OnPull()
            {
                if (!_hasFirst)
                {
                    _logic.PullIfWanted();
                    return;
                }

                var first = _first;
                _hasFirst = false;
                _first = default!;
                Port.Push(first);
                if (IsEnding)
                {
                    Close();
                    if (_logic.IsClosed(_logic.Inlet))
                    {
                        _logic.End();
                    }
                }
            }

            public override void OnDownstreamFinish(Exception cause)
            {
                _hasFirst = false;
                _first = default!;
                _logic._openParts--;
                _logic.OnCancel(this, cause);
            }

            private void Close()
            {
                if (!Port.IsClosed)
                {
                    Port.Complete();
                    _logic._openParts--;
                }
            }
        }
    }
}
