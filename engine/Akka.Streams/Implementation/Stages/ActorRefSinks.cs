using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Sends every element to an actor, as fast as they come. Cancels when the actor stops.</summary>
internal sealed class ActorRefSink<T>(
    IActorRef target, object onCompleteMessage, Func<Exception, object> onFailureMessage)
    : SinkStage<T, NotUsed>("actorRefSink")
{
    private readonly IActorRef _target = target;
    private readonly object _onCompleteMessage = onCompleteMessage;
    private readonly Func<Exception, object> _onFailureMessage = onFailureMessage;

    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(new Logic(this), NotUsed.Instance);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly ActorRefSink<T> _stage;
        private bool _told;

        public Logic(ActorRefSink<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.In, this);
        }

        public override void PreStart()
        {
            GetStageActor(OnMessage).Watch(_stage._target);
            Pull(_stage.In);
        }

        public override void OnPush()
        {
            _stage._target.Tell(Grab(_stage.In)!, ActorRefs.NoSender);
            Pull(_stage.In);
        }

        public override void OnUpstreamFinish()
        {
            Tell(_stage._onCompleteMessage);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            Tell(_stage._onFailureMessage(e));
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_told)
            {
                Tell(_stage._onFailureMessage(new AbruptStageTerminationException(this)));
            }
        }

        private void OnMessage((IActorRef Sender, object Message) received)
        {
            if (received.Message is Terminated terminated && terminated.ActorRef.Equals(_stage._target))
            {
                _told = true;
                CompleteStage();
            }
        }

        private void Tell(object message)
        {
            _told = true;
            _stage._target.Tell(message, ActorRefs.NoSender);
        }
    }
}

/// <summary>
/// Sends elements to an actor one at a time: the next goes when the actor has acknowledged the last. Upstream waits in
/// a buffer. Messages are sent by the stage's own actor, which receives the acknowledgements.
/// </summary>
internal sealed class ActorRefBackpressureSink<T>(
    IActorRef target,
    object onInitMessage,
    object ackMessage,
    object onCompleteMessage,
    Func<Exception, object> onFailureMessage) : SinkStage<T, NotUsed>("actorRefWithAckSink")
{
    private readonly IActorRef _target = target;
    private readonly object _onInitMessage = onInitMessage;
    private readonly object _ackMessage = ackMessage;
    private readonly object _onCompleteMessage = onCompleteMessage;
    private readonly Func<Exception, object> _onFailureMessage = onFailureMessage;

    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var size = inheritedAttributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16;
        return new LogicAndMaterializedValue<NotUsed>(new Logic(this, size), NotUsed.Instance);
    }

    private sealed class Logic : InGraphStageLogic
    {
        private readonly ActorRefBackpressureSink<T> _stage;
        private readonly BoundedBuffer<T> _buffer;
        private bool _acknowledged;
        private bool _told;

        public Logic(ActorRefBackpressureSink<T> stage, int size)
            : base(stage.Shape)
        {
            _stage = stage;
            _buffer = new BoundedBuffer<T>(size);
            SetHandler(stage.In, this);
        }

        public override void PreStart()
        {
            SetKeepGoing(true);
            GetStageActor(OnMessage).Watch(_stage._target);
            Tell(_stage._onInitMessage);
            Pull(_stage.In);
        }

        public override void OnPush()
        {
            _buffer.Enqueue(Grab(_stage.In));
            SendNext();
            if (!_buffer.IsFull)
            {
                Pull(_stage.In);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_buffer.IsEmpty)
            {
                Finish();
            }
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _told = true;
            Tell(_stage._onFailureMessage(e));
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_told)
            {
                Tell(_stage._onFailureMessage(new AbruptStageTerminationException(this)));
            }
        }

        private void OnMessage((IActorRef Sender, object Message) received)
        {
            if (received.Message is Terminated terminated)
            {
                if (terminated.ActorRef.Equals(_stage._target))
                {
                    _told = true;
                    CompleteStage();
                }
            }
            else if (Equals(received.Message, _stage._ackMessage))
            {
                _acknowledged = true;
                SendNext();
                if (!IsClosed(_stage.In) && !HasBeenPulled(_stage.In) && !_buffer.IsFull)
                {
                    Pull(_stage.In);
                }
            }
        }

        private void SendNext()
        {
            if (!_acknowledged || _buffer.IsEmpty)
            {
                return;
            }

            _acknowledged = false;
            Tell(_buffer.Dequeue()!);
            if (_buffer.IsEmpty && IsClosed(_stage.In))
            {
                Finish();
            }
        }

        private void Finish()
        {
            _told = true;
            Tell(_stage._onCompleteMessage);
            CompleteStage();
        }

        private void Tell(object message) => _stage._target.Tell(message, StageActor.Ref);
    }
}
