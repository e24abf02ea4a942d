namespace WhaleStack.Channels.Pictures;

/// <summary>Which part of a text stands at the place it is given.</summary>
public enum TextAnchor
{
    /// <summary>Its left end.</summary>
    Start = 1,

    /// <summary>Its middle.</summary>
    Middle = 2,

    /// <summary>Its right end.</summary>
    End = 3,
}
