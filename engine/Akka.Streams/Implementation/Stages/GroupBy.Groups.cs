using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

// How groups begin and end.
internal sealed partial class GroupBy<T, TKey>
{
    private sealed partial class Logic
    {
        private StreamSubscriptionTimeoutSettings? _timeout;

        public override void PreStart() =>
            _timeout = (Materializer as ActorMaterializer)?.Settings.SubscriptionTimeoutSettings;

        protected override void OnTimer(object timerKey)
        {
            var group = (Group)timerKey;
            var isTaken = group.Port.IsTaken || group.Port.IsClosed;
            if (SubscriptionTimeoutException.After(_timeout!, isTaken, Log) is { } late)
            {
                group.Port.Fail(late);
                Close(group);
                Proceed();
            }
        }

        private void Open(TKey key, T element)
        {
            var group = new Group(this, key, element);
            _groups.Add(key, group);
            if (IsAvailable(Outlet))
            {
                Announce(group);
            }
            else
            {
                _unannounced = group;
            }
        }

        private void Announce(Group group)
        {
            if (_timeout is { Mode: not StreamSubscriptionTimeoutTerminationMode.NoopTermination } timeout)
            {
                ScheduleOnce(group, timeout.Timeout);
            }

            Push(Outlet, Source.FromGraph(group.Port.Source));
            Proceed();
        }

        private void OnCancel(Group group, Exception cause)
        {
            Close(group);
            if (_groups.Count == 0 && IsClosed(Outlet))
            {
                CancelStage(cause);
            }
            else
            {
                Proceed();
            }
        }

        private void Close(Group group)
        {
            Forget(group);
            if (!_stage._reopens)
            {
                _closed.Add(group.Key);
            }

            if (_pendingFor != group)
            {
                return;
            }

            var element = TakePending();
            if (_stage._reopens && !IsClosed(Outlet))
            {
                Open(group.Key, element);
            }
        }

        private void Forget(Group group)
        {
            CancelTimer(group);
            group.WantNoMore();
            _groups.Remove(group.Key);
        }

        private void CompleteAll()
        {
            foreach (var group in _groups.Values)
            {
                group.Complete();
            }

            Complete(Outlet);
            CompleteWhenEmpty();
        }

        // What a group still holds belongs to it: the stage ends when the last group has given it away.
        private void CompleteWhenEmpty()
        {
            foreach (var group in _groups.Values)
            {
                if (!group.Port.IsClosed)
                {
                    SetKeepGoing(true);
                    return;
                }
            }

            CompleteStage();
        }

        private void FailAll(Exception e)
        {
            foreach (var group in _groups.Values)
            {
                group.Port.Fail(e);
            }

            FailStage(e);
        }

        /// <summary>One sub-stream: its port, and the element it began with until that is wanted.</summary>
        private sealed class Group : OutHandler
        {
            private readonly Logic _logic;
            private T _first;
            private bool _hasFirst = true;
            private bool _isEnding;
            private bool _wants;

            public Group(Logic logic, TKey key, T first)
            {
                _logic = logic;
                _first = first;
                Key = key;
                Port = new SubSourceOutlet<T>(logic, "GroupBySource");
                Port.SetHandler(this);
            }

            public TKey Key { get; }

            public SubSourceOutlet<T> Port { get; }

            public bool TryPush(T element)
            {
                if (!_wants)
                {
                    return false;
                }

                WantNoMore();
                Port.Push(element);
                return true;
            }

            public void Complete()
            {
                _isEnding = true;
                if (!_hasFirst)
                {
                    Port.Complete();
                }
            }

            public void WantNoMore()
            {
                if (_wants)
                {
                    _wants = false;
                    _logic._wanting--;
                }
            }

            public override void OnPull()
            {
                if (!_hasFirst)
                {
                    _wants = true;
                    _logic._wanting++;
                    _logic.OnDemand(this);
                    return;
                }

                var first = _first;
                _hasFirst = false;
                _first = default!;
                Port.Push(first);
                if (_isEnding)
                {
                    Port.Complete();
                    _logic.CompleteWhenEmpty();
                }
            }

            public override void OnDownstreamFinish(Exception cause) => _logic.OnCancel(this, cause);
        }
    }
}
