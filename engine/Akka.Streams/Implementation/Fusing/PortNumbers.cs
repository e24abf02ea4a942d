namespace Akka.Streams.Implementation.Fusing;

/// <summary>Numbers the ports of a stage by their position in its shape.</summary>
internal static class PortNumbers
{
    public static void Assign(Shape shape)
    {
        var inlets = shape.Inlets;
        for (var i = 0; i < inlets.Length; i++)
        {
            inlets[i].Id = i;
        }

        var outlets = shape.Outlets;
        for (var i = 0; i < outlets.Length; i++)
        {
            outlets[i].Id = i;
        }
    }
}
