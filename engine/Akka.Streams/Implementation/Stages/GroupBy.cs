using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A source for each key, which gets all elements of that key.</summary>
/// <remarks>
/// One element waits at most, for the source of its key; meanwhile upstream waits too. Unless closed keys may be opened
/// again, their elements are dropped, and they count among the keys that are allowed.
/// </remarks>
internal sealed partial class GroupBy<T, TKey>(int keysMax, Func<T, TKey> keyOf, bool reopens)
    : LinearStage<T, Source<T, NotUsed>>("groupBy")
    where TKey : notnull
{
    private readonly int _keysMax = keysMax;
    private readonly Func<T, TKey> _keyOf = keyOf;
    private readonly bool _reopens = reopens;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    // The way of the elements.
    private sealed partial class Logic : TimedLogic<T, Source<T, NotUsed>>
    {
        private readonly GroupBy<T, TKey> _stage;
        private readonly Decider _decider;
        private readonly Dictionary<TKey, Group> _groups = [];
        private readonly HashSet<TKey> _closed = [];

        // How many groups want an element.
        private int _wanting;

        // The element that waits, and the group it waits for.
        private Group? _pendingFor;
        private T _pending = default!;

        // A group that waits until downstream wants one more.
        private Group? _unannounced;

        public Logic(GroupBy<T, TKey> stage, Attributes attributes)
            : base(stage)
        {
            _stage = stage;
            _decider = ActorAttributes.DeciderOf(attributes);
        }

        private bool IsHeldUp => _pendingFor is not null || _unannounced is not null;

        public override void OnPush()
        {
            var element = Grab(Inlet);
            TKey key;
            try
            {
                key = _stage._keyOf(element);
                if (key is null)
                {
                    throw new ArgumentException("Key cannot be null");
                }
            }
            catch (Exception e)
            {
                SkipOrFail(e);
                return;
            }

            Route(key, element);
        }

        public override void OnPull()
        {
            if (_unannounced is { } group)
            {
                _unannounced = null;
                Announce(group);
            }
            else
            {
                PullIfWanted();
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!IsHeldUp)
            {
                CompleteAll();
            }
        }

        public override void OnUpstreamFailure(Exception e) => FailAll(e);

        // Groups that are open go on; elements of new keys have nowhere to go.
        public override void OnDownstreamFinish(Exception cause)
        {
            if (_unannounced is { } group)
            {
                _unannounced = null;
                Forget(group);
            }

            if (_groups.Count == 0)
            {
                CancelStage(cause);
                return;
            }

            SetKeepGoing(true);
            Proceed();
        }

        private void Route(TKey key, T element)
        {
            if (_groups.TryGetValue(key, out var group))
            {
                if (!group.TryPush(element))
                {
                    _pendingFor = group;
                    _pending = element;
                }
            }
            else if (!_closed.Contains(key) && !IsClosed(Outlet))
            {
                if (_groups.Count + _closed.Count >= _stage._keysMax)
                {
                    FailAll(new TooManySubstreamsOpenException());
                    return;
                }

                Open(key, element);
            }

            PullIfWanted();
        }

        // A new element is wanted when nothing waits, and there is someone who could get it.
        private void PullIfWanted()
        {
            if (!IsHeldUp && (_wanting > 0 || IsAvailable(Outlet)) && !IsClosed(Inlet) && !HasBeenPulled(Inlet))
            {
                Pull(Inlet);
            }
        }

        private void OnDemand(Group group)
        {
            if (_pendingFor == group)
            {
                group.TryPush(TakePending());
                Proceed();
            }
            else
            {
                PullIfWanted();
            }
        }

        private T TakePending()
        {
            var element = _pending;
            _pending = default!;
            _pendingFor = null;
            return element;
        }

        private void Proceed()
        {
            if (!IsHeldUp && IsClosed(Inlet))
            {
                CompleteAll();
            }
            else
            {
                PullIfWanted();
            }
        }

        private void SkipOrFail(Exception e)
        {
            if (_decider(e) == Directive.Stop)
            {
                FailAll(e);
            }
            else
            {
                PullIfWanted();
            }
        }
    }
}
