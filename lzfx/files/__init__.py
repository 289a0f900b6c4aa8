"""The only place that knows paths: the workspace's folders, the shipped definitions, safe names."""
